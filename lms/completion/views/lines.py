"""One session of one person, as pages show it."""

from datetime import datetime
from typing import Any, NamedTuple

from lms.attendance.rules.worth import Basis, Bend, bends, in_words
from lms.completion import words
from lms.completion.outcome import Line, Mark
from lms.completion.queries import Learner, Meeting
from lms.completion.queries.shapes import Said
from lms.courses.policy import Policy
from lms.i18n import clock

Times = tuple[tuple[int, int], ...]
NOT_PAST = (Mark.PLANNED, Mark.CANCELLED, Mark.MOVED)


class Shown(NamedTuple):
    """A line with its session, and why it counts as it does."""

    line: Line
    meeting: Meeting
    sign: words.Sign
    why: list[Any]

    @property
    def minutes(self) -> int:
        """What the session brings: credited, and made up."""
        return self.line.credited_minutes + self.line.make_up_minutes


def shown(line: Line, meeting: Meeting, said: Said | None, policy: Policy, now: datetime) -> Shown:
    """`policy` is the one by which the line was counted."""
    times = said.times if said else ()
    if line.mark in (Mark.PRESENT, Mark.PART) and is_on(meeting, now):
        came = min([start for start, _end in times], default=meeting.fact.span.start)
        since = words.since(clock(meeting.wall(max(came, meeting.fact.span.start))))
        return Shown(line, meeting, words.NOW, [since])
    basis = Basis(meeting.fact.span, meeting.fact.teaching, policy)
    bent = in_words(basis, bends_of(line, times, basis))
    why = words.told(line, on_the_wall(meeting, times), said.reason if said else None, bent)
    return Shown(line, meeting, words.MARKS[line.mark], list(why))


def is_on(meeting: Meeting, now: datetime) -> bool:
    """Whether a session is going on."""
    start, end = meeting.fact.span
    return start <= now.timestamp() < end


def bends_of(line: Line, times: Times, basis: Basis) -> list[Bend]:
    """What grace and the minimum share made of presences, where nothing else took minutes away."""
    if line.mark not in (Mark.PRESENT, Mark.PART):
        return []
    found = bends(basis, times, line.attended_minutes)
    return [one for one in found if one != Bend.SHORT or "minimum_share" in line.lost]


def on_the_wall(meeting: Meeting, times: Times) -> list[tuple[Any, Any]]:
    """Presences as times of day; none where somebody was there from the start, or to the end."""
    start, end = meeting.fact.span
    if len(times) > 1:
        return [(clock(meeting.wall(came)), clock(meeting.wall(left))) for came, left in times]
    return [
        (
            clock(meeting.wall(came)) if came > start else None,
            clock(meeting.wall(left)) if left < end else None,
        )
        for came, left in times
    ]


def past(learner: Learner, sessions: Any, now: datetime) -> list[tuple[Line, Meeting]]:
    """What is behind a person, the newest first; without what is still going on."""
    lines = reversed(learner.standing.lines)
    behind = [(line, sessions[line.session]) for line in lines if line.mark not in NOT_PAST]
    return [(line, meeting) for line, meeting in behind if not is_on(meeting, now)]
