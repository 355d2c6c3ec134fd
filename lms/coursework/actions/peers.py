"""Who reads an answer is told: its trainers, and somebody from another city."""

from datetime import datetime

from sqlalchemy import delete, select

from lms import clock
from lms.courses.models import Group
from lms.coursework import queries
from lms.coursework.models import PeerReading, TaskAnswer
from lms.db import db
from lms.messages.actions import outdate, tell

TO_READ, HANDED_IN = "task.to_read", "task.handed_in"


def give(answer: TaskAnswer, *, now: datetime) -> PeerReading | None:
    """Asks the next reader, once for each answer, and tells them. Where nobody is free it waits:
    a job looks again."""
    group = answer.group
    if not answer.peer or answer.handed_in_at is None or group is None or asked(answer):
        return None
    reader_id = queries.next_reader(answer, clock.today(group.zone, now))
    if reader_id is None:
        return None
    reading = PeerReading(answer_id=answer.id, reader_id=reader_id, asked_at=now)
    db.session.add(reading)
    db.session.flush()
    facts = facts_of(answer) | {"name": answer.person.name}
    tell([reader_id], TO_READ, facts, about=about(answer), by=answer.person, now=now)
    return reading


def give_all(after: int = 0, *, now: datetime) -> int:
    """Looks for a reader for the next answers that wait for one; the id after which the next look
    goes on, or 0 where these were the last."""
    waiting = queries.without_a_peer(after)
    for answer in waiting:
        give(answer, now=now)
    return waiting[-1].id if waiting else 0


def take_from(answer: TaskAnswer, *, now: datetime) -> None:
    """Nobody reads it any more; who was asked and not told yet is not told."""
    readers = asked(answer)
    if not readers:
        return
    outdate(readers, [TO_READ], about(answer), now=now)
    db.session.execute(
        delete(PeerReading).where(PeerReading.answer_id == answer.id, PeerReading.read_at.is_(None))
    )


def tell_trainers(answer: TaskAnswer, group: Group, *, now: datetime) -> None:
    """The trainers of its group learn that it is handed in, once each time that it is."""
    facts = facts_of(answer) | {"name": answer.person.name, "group": group.title}
    people = [trainer.id for trainer in group.trainers]
    tell(people, HANDED_IN, facts, about=about(answer), by=answer.person, now=now)


def no_news_to_trainers(answer: TaskAnswer, *, now: datetime) -> None:
    """It was decided or taken back: who was not told yet that it is handed in is not told."""
    people = [trainer.id for trainer in answer.group.trainers] if answer.group else []
    outdate(people, [HANDED_IN], about(answer), now=now)


def asked(answer: TaskAnswer) -> list[int]:
    """Who was asked to read it."""
    readers = select(PeerReading.reader_id).where(PeerReading.answer_id == answer.id)
    return list(db.session.scalars(readers))


def about(answer: TaskAnswer) -> str:
    return f"answer:{answer.id}"


def facts_of(answer: TaskAnswer) -> dict:
    """What a notice keeps of an answer."""
    titles = queries.titles([answer.lesson_id]).get((answer.lesson_id, answer.task), {})
    return {
        "answer": answer.id,
        "lesson": answer.lesson_id,
        "task": answer.task,
        "title": titles or answer.lesson.titles,
    }
