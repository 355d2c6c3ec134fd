"""What became of people: said on a day, said differently, taken back. The caller commits."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select, tuple_

from lms.db import db
from lms.errors import Refused
from lms.people import queries as people
from lms.people.actions import record_all
from lms.people.models import Person
from lms.projects.models import Outcome
from lms.tables.lookups import portions

SAID, BACK = "said", "taken back"


class Word(NamedTuple):
    """What is said of a person (ids): `answer` none takes back what was said of that day."""

    project: int
    person: int
    kind: str
    answer: bool | None
    on: date
    source: str
    note: str | None

    @property
    def key(self) -> tuple[int, int, str, date]:
        return self.project, self.person, self.kind, self.on


Key = tuple[int, int, str, date]


def known(words: Iterable[Word]) -> dict[Key, Outcome]:
    """What was said before of the same people, kinds and days."""
    found: dict[Key, Outcome] = {}
    same = tuple_(Outcome.project_id, Outcome.person_id)
    for part in portions({(one.project, one.person) for one in words}, 400):
        for one in db.session.scalars(select(Outcome).where(same.in_(part))):
            found[(one.project_id, one.person_id, one.kind, one.on)] = one
    return found


def is_said(one: Outcome | None, word: Word) -> bool:
    """Whether a word is kept already, exactly so."""
    if one is None:
        return word.answer is None
    return (one.answer, one.source, one.note) == (word.answer, word.source, word.note)


def say(words: list[Word], *, by: Person | None, now: datetime) -> int:
    """Keeps what is different, and says of how many. Of one day a person has one answer of a kind;
    those of other days stay, and the newest counts. Raises Refused where somebody was erased."""
    wanted = {one.person for one in words}
    if people.hold(wanted) != wanted:
        raise Refused(_("Somebody of these is not here any more. Look at the list again."))
    before = known(words)
    notes = []
    for word in words:
        there = before.get(word.key)
        if is_said(there, word):
            continue
        if word.answer is None:
            db.session.delete(there)
        else:
            keep(there, word, by, now)
        verb = BACK if word.answer is None else SAID
        detail = {
            "person": word.person,
            "kind": str(word.kind),
            "on": word.on.isoformat(),
            "before": there.answer if word.answer is None and there else None,
            "after": word.answer,
        }
        notes.append(("outcome", f"{word.project}/{word.person}", verb, detail))
    db.session.flush()
    record_all(notes, by=by, now=now)
    return len(notes)


def keep(there: Outcome | None, word: Word, by: Person | None, now: datetime) -> None:
    """One outcome, new or changed, with its author and time."""
    one = there or Outcome(
        project_id=word.project, person_id=word.person, kind=word.kind, on=word.on
    )
    one.answer, one.source, one.note = bool(word.answer), word.source, word.note
    one.at, one.by_id = now, by.id if by else None
    db.session.add(one)


def take_back(one: Outcome, *, by: Person, now: datetime) -> None:
    """What was said was wrong, or is not wanted any more; the history keeps that it was said."""
    say([Word(one.project_id, one.person_id, one.kind, None, one.on, one.source, None)],
        by=by, now=now)  # fmt: skip
