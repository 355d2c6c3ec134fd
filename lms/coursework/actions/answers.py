"""What its author does with an answer, which is locked (queries.answer_of) or not there yet."""

from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.courses.markup.tasks import Task
from lms.courses.models import Group, Lesson
from lms.courses.rules.handed_in import Upload
from lms.coursework import rules
from lms.coursework.actions import peers
from lms.coursework.models import NOUN, State, TaskAnswer
from lms.db import db
from lms.errors import Refused
from lms.handouts import safe_name
from lms.people.actions import record
from lms.people.models import Person


def save(
    person: Person,
    lesson: Lesson,
    task: Task,
    answer: TaskAnswer | None,
    text: str,
    upload: Upload | None = None,
    *,
    now: datetime,
) -> TaskAnswer | None:
    """Keeps what a person wrote so far; only they see it. The same again changes nothing; nothing
    at all makes no answer. Raises Refused where it is handed in."""
    if not rules.may_change(answer):
        raise Refused(_("This is handed in. Take it back first, then you can change it."))
    if answer is None:
        if not text and upload is None:
            return None
        answer = TaskAnswer(person=person, lesson=lesson, task=task["key"], changed_at=now)
        answer.feedback = []
        db.session.add(answer)
    if upload is not None:
        keep_file(answer, upload, now=now)
    if (answer.text or "") != text:
        answer.text, answer.changed_at = text, now
    db.session.flush()
    return answer


def keep_file(answer: TaskAnswer, upload: Upload, *, now: datetime) -> None:
    before = answer.file_id
    answer.file_id = files.keep(upload.content, upload.kind.media_type, now=now).id
    answer.file_name = safe_name(upload.name, upload.kind)
    answer.changed_at = now
    forget_file(before if before != answer.file_id else None)


def drop_file(answer: TaskAnswer, *, now: datetime) -> None:
    """Takes the file out of an answer that is not handed in. Raises Refused where it is."""
    if not rules.may_change(answer):
        raise Refused(_("This is handed in. Take it back first, then you can change it."))
    before, answer.file_id, answer.file_name = answer.file_id, None, None
    answer.changed_at = now
    forget_file(before)


def forget_file(file_id: str | None) -> None:
    db.session.flush()
    if file_id:
        files.forget(file_id)  # unless another row names it


def hand_in(answer: TaskAnswer | None, task: Task, group: Group | None, *, now: datetime) -> None:
    """Gives an answer to the trainers of its author's group, and to a peer where the task says so.

    Raises Refused where there is nothing in it, nobody who could read it, or where it is handed in.
    """
    if answer is None or not (answer.text or answer.file_id):
        raise Refused(_("There is nothing to hand in yet. Write something first."))
    if not rules.may_change(answer):
        raise Refused(_("This is handed in already."))
    if group is None:
        raise Refused(_("You are in no group yet, so nobody can read it. What you wrote is saved."))
    answer.group, answer.handed_in_at = group, now
    answer.peer = task["peer"] and rules.goes_to_a_peer(group.programme)
    db.session.flush()
    by = answer.person
    record(NOUN, answer.id, "handed in", {"task": answer.task}, by=by, now=now)
    peers.tell_trainers(answer, group, now=now)
    peers.give(answer, now=now)


def take_back(answer: TaskAnswer | None, *, now: datetime) -> None:
    """Has an answer back that nobody has said anything to. Raises Refused where somebody has."""
    if answer is None or answer.state in (State.DRAFT, State.AGAIN):
        raise Refused(_("This is not handed in."))
    if not rules.may_take_back(answer):
        raise Refused(_("Somebody has read it and answered, so it cannot be taken back."))
    peers.take_from(answer, now=now)
    peers.no_news_to_trainers(answer, now=now)
    answer.handed_in_at = None
    by = answer.person
    record(NOUN, answer.id, "taken back", {"task": answer.task}, by=by, now=now)
