"""When a quiz is open, how long and how often it may be taken, when it says what was right."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.assessments.models import Attempt, Extension
from lms.i18n import day
from lms.questions import FeedbackWhen, Quiz, plain_quiz, read_quiz
from lms.questions.quizzes import MOMENT

GRACE = timedelta(seconds=30)  # for the way through the network: what comes so late still counts


class Window(NamedTuple):
    """From when and until when a quiz can be answered; None: no bound."""

    opens: datetime | None
    closes: datetime | None

    def is_before(self, now: datetime) -> bool:
        return self.opens is not None and now < self.opens

    def is_after(self, now: datetime) -> bool:
        return self.closes is not None and now >= self.closes


def quiz_of(content: Mapping[str, Any]) -> Quiz:
    """The quiz of what an assessment, or an attempt, has kept of it."""
    return read_quiz(content, "en")[0]


def settings_of(quiz: Quiz) -> dict[str, Any]:
    """What an attempt keeps of its quiz: all but the questions."""
    return plain_quiz(replace(quiz, items=()))


def window(quiz: Quiz, zone: str, extension: Extension | None = None) -> Window:
    """When it is open for somebody. Its times are local to the zone of the installation; an
    extension may move the end."""
    closes = extension.closes_at if extension and extension.closes_at else None
    return Window(moment(quiz.opens, zone), closes or moment(quiz.closes, zone))


def moment(text: str | None, zone: str) -> datetime | None:
    if text is None:
        return None
    local = datetime.strptime(text, MOMENT).replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def words(at: datetime | None, zone: str) -> str:
    """A moment in words: 24 March 2022, 20:30."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s", day=day(local.date()), time=f"{local:%H:%M}")


def due_at(
    quiz: Quiz, began_at: datetime, zone: str, extension: Extension | None = None
) -> datetime | None:
    """When an attempt that began then must be handed in: its minutes, but not after the quiz
    closes; None: any time."""
    more = extension.minutes if extension else 0
    by_minutes = began_at + timedelta(minutes=quiz.minutes + more) if quiz.minutes else None
    bounds = [one for one in (by_minutes, window(quiz, zone, extension).closes) if one]
    return min(bounds, default=None)


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Whether the time of an attempt is over, so that no answer is taken any more."""
    return attempt.due_at is not None and now > attempt.due_at + GRACE


def attempts_allowed(quiz: Quiz, extension: Extension | None = None) -> int | None:
    """How often somebody may take it so that it counts; None: as often as they like."""
    if quiz.attempts is None:
        return None
    return quiz.attempts + (extension.attempts if extension else 0)


def closes_for_all(quiz: Quiz, zone: str, extended: datetime | None) -> datetime | None:
    """When nobody answers any more: `extended` is the last end that an extension gives somebody."""
    closes = window(quiz, zone).closes
    return max(closes, extended) if closes and extended else closes


def shows_what_was_right(
    attempt: Attempt, quiz: Quiz, closes: datetime | None, now: datetime
) -> bool:
    """Whether who took it may see now, of an attempt that is handed in, what was right; `closes`:
    when it closes for everybody, for nobody may be told what others are still asked."""
    if attempt.handed_in_at is None or quiz.feedback is FeedbackWhen.NEVER:
        return False
    if quiz.feedback is FeedbackWhen.CLOSED:
        return closes is not None and now >= closes
    return True
