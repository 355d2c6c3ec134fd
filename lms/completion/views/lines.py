"""One session of one person, as pages show it."""

from typing import Any, NamedTuple

from lms.completion import words
from lms.completion.outcome import Line, Mark
from lms.completion.queries import Learner, Meeting
from lms.completion.queries.shapes import Said
from lms.i18n import clock

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


def shown(line: Line, meeting: Meeting, said: Said | None) -> Shown:
    times = said.times if said else ()
    why = list(words.told(line, on_the_wall(meeting, times), said.reason if said else None))
    return Shown(line, meeting, words.MARKS[line.mark], why)


def on_the_wall(meeting: Meeting, times: tuple[tuple[int, int], ...]) -> list[tuple[Any, Any]]:
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


def past(learner: Learner, sessions: Any) -> list[tuple[Line, Meeting]]:
    """What is behind a person, the newest first."""
    lines = learner.standing.lines
    return [(line, sessions[line.session]) for line in reversed(lines) if line.mark not in NOT_PAST]
