"""What is said to an answer, by its trainer or by a peer."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.coursework import queries
from lms.coursework.actions.peers import about, facts_of, no_news_to_trainers
from lms.coursework.models import ANSWERED, NOUN, State, TaskAnswer, TaskFeedback, Verdict
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person


def respond(
    answer: TaskAnswer, text: str, verdict: Verdict | None, *, by: Person, now: datetime
) -> TaskFeedback:
    """Keeps what was said and tells the author. A trainer decides: done, or again, which gives it
    back to be written on. A peer gives no verdict.

    The answer is locked (queries.answer). Raises Refused where it is not handed in any more.
    """
    if answer.state not in (State.WAITING, State.DONE):
        raise Refused(_("This was taken back or given back meanwhile. You can read it later."))
    said = TaskFeedback(by=by, text=text, verdict=verdict, made_at=now)
    answer.feedback.append(said)
    if verdict == Verdict.DONE:
        answer.accepted_at = now
    elif verdict == Verdict.AGAIN:
        answer.accepted_at = answer.handed_in_at = None
    else:
        note_read(answer, by, now)
    db.session.flush()
    detail: dict[str, Any] = {"task": answer.task, "verdict": verdict}
    if verdict == Verdict.AGAIN:  # its author goes on writing: the history has what this is about
        detail |= {"feedback": said.id, "text": answer.text}
    record(NOUN, answer.id, ANSWERED, detail, by=by, now=now)
    if verdict:
        no_news_to_trainers(answer, now=now)
    facts = facts_of(answer) | {"name": by.name, "verdict": verdict}
    tell([answer.person_id], "task.feedback", facts, about=about(answer), by=by, now=now)
    return said


def note_read(answer: TaskAnswer, by: Person, now: datetime) -> None:
    reading = queries.reading(answer.id, by.id)
    if reading is not None:
        reading.read_at = now
