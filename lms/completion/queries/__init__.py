"""Where everyone stands, group by group, at a constant number of statements.

shapes     what is known of a group on a day
loading    reads it, for all people of some groups at once; `terms` their programmes
completions, differing    who has completed, and whether it still agrees with the registers
anew, counted    people as their records were counted, and what of a record figures give
figures    computes it, or takes it from `memory`; `certified` is what was confirmed
mine       what one person learns
people     names, and every mark of one person
steps      one person after each session, and what would help
versions   what programmes asked before: stored versions of their policies
"""

from lms.completion.queries.anew import Anew, anew
from lms.completion.queries.differing import Difference, differences
from lms.completion.queries.figures import figures, memory
from lms.completion.queries.mine import Answers, Mine, answers, mine, next_lesson
from lms.completion.queries.people import (
    Seats,
    confirmations,
    make_ups,
    marks,
    names,
    portfolio,
    results,
    seats,
)
from lms.completion.queries.shapes import Asked, GroupFigures, Learner, Meeting, Terms
from lms.completion.queries.steps import Steps, steps
from lms.completion.queries.versions import asked_then, policies

__all__ = [
    "Anew",
    "Answers",
    "Asked",
    "Difference",
    "GroupFigures",
    "Learner",
    "Meeting",
    "Mine",
    "Seats",
    "Steps",
    "Terms",
    "anew",
    "answers",
    "asked_then",
    "confirmations",
    "differences",
    "figures",
    "make_ups",
    "marks",
    "memory",
    "mine",
    "names",
    "next_lesson",
    "policies",
    "portfolio",
    "results",
    "seats",
    "steps",
]
