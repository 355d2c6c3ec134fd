"""Whether a policy can be met: somebody who is there all the time and does everything is judged by
it, with the sessions that a group has. Whatever is open for them is open for everybody."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lms.completion.facts import Membership, PersonFact, PresenceFact, ProgrammeFact, SessionFact
from lms.completion.standing import standing
from lms.completion.timetable import Plan
from lms.courses.policy import named

TAKES_PLACE = ("held", "planned")


def out_of_reach(
    programme: ProgrammeFact,
    sessions: Iterable[SessionFact],
    modules: Collection[str],
    own_study: Mapping[str, int],
) -> tuple[Mapping[str, Any], ...]:
    """The reasons (as of a standing) that stay open for who comes to every one of these sessions of
    one group: nothing where the policy can be met. Sessions that are planned count as held.

    `modules` are those that can be done without coming (lessons, tests, a trainer's confirmation),
    `own_study` the nominal minutes of their lessons.
    """
    held = [replace(one, status="held") for one in sessions if one.status in TAKES_PLACE]
    if not held:
        return ()
    group, last = held[0].group, max(one.day for one in held)
    plan = Plan(replace(programme, groups=frozenset({group})), held)
    diligent = PersonFact(
        memberships=(Membership(group, date.min),),
        presences=[PresenceFact(one.key, *one.span) for one in held],
        modules_done=frozenset(modules),
        self_paced=own_study,
        exit_passed=True,
        passed=frozenset(named(programme.policy).tests),
        portfolio_accepted=True,
    )
    return standing(plan, diligent, last).reasons
