"""Why other minutes count than somebody was there: a short code, and a plain sentence for each."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.courses.policy import Policy


class Bend(StrEnum):
    """What the rules of the programme made of the time that somebody was there."""

    LATE = "late"  # the grace at the start was added
    EARLY = "early"  # the grace at the end was added
    SHORT = "short"  # less than the minimum share: nothing counts


class Basis(NamedTuple):
    """A session, and the policy by which minutes in it are counted."""

    span: Interval
    teaching: Sequence[tuple[int, int]]
    policy: Policy


def bends(basis: Basis, times: Iterable[tuple[int, int]], counted: int) -> list[Bend]:
    """Why presences at these times are worth so many minutes; nothing where that is what they are.

    Presences that are not counted at all (rule 7) are not among `times`."""
    there = hours.intersection(times, basis.teaching)
    raw = hours.minutes(there)
    if counted <= raw:
        return [Bend.SHORT] if raw and not counted else []
    came = [start - basis.span.start for start, _end in there]
    left = [basis.span.end - end for _start, end in there]
    found = []
    if any(0 < late <= basis.policy.grace_minutes * 60 for late in came):
        found.append(Bend.LATE)
    if any(0 < early <= basis.policy.grace_out_minutes * 60 for early in left):
        found.append(Bend.EARLY)
    return found


def in_words(basis: Basis, found: Iterable[Bend]) -> list[str]:
    """One sentence for each, for whoever reads a register or their own hours."""
    policy = basis.policy
    least = ceil(policy.minimum_share * hours.minutes(basis.teaching))
    words = {
        Bend.LATE: ngettext(
            "Up to %(num)s minute late counts as on time.",
            "Up to %(num)s minutes late count as on time.",
            policy.grace_minutes,
        ),
        Bend.EARLY: ngettext(
            "Up to %(num)s minute early counts as staying to the end.",
            "Up to %(num)s minutes early count as staying to the end.",
            policy.grace_out_minutes,
        ),
        Bend.SHORT: ngettext(
            "Less than %(num)s minute of this session: nothing counts.",
            "Less than %(num)s minutes of this session: nothing counts.",
            least,
        ),
    }
    return [words[one] for one in found]


def in_short(words: str, found: Iterable[Bend]) -> str:
    """A mark in a narrow column, with what was made of it."""
    found = list(found)
    if Bend.SHORT in found:
        return _("%(mark)s, too short", mark=words)
    return _("%(mark)s, with grace", mark=words) if found else words
