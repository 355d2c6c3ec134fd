"""What waits for a learner, and for a trainer. A few statements, however many people there are."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from lms.assessments.models import Attempt
from lms.courses.instruments import SELF, TEST, TRAINER, Instrument
from lms.courses.models import Group
from lms.db import db
from lms.levels.models import Occasion
from lms.levels.queries import people, said
from lms.levels.queries.people import Learner
from lms.levels.queries.tests import tests
from lms.levels.rules.access import instruments_of
from lms.levels.rules.asked import Asked, asked, of_trainers
from lms.levels.rules.said import Said, of_row
from lms.people.models import Person

BY_TRAINERS = (TRAINER, TEST)


class Own(NamedTuple):
    """A learner is asked what they can do. `assessment_id`: by this test; None: by statements."""

    learner: Learner
    asked: Asked
    assessment_id: int | None


class InGroup(NamedTuple):
    """So many people of a group have no level yet that their trainer is asked for."""

    group: Group
    asked: Asked
    people: int


def of_learner(person: Person, today: date) -> list[Own]:
    """One statement for who is in no programme that asks; else two, and two for tests."""
    found = []
    for one in people.places_of(person.id):
        programme = one.group.programme
        instruments = instruments_of(programme)
        its = [s for row in said.rows(programme.id, [person.id]) if (s := of_row(row))]
        found += [
            Own(one, its_due, None) for its_due in asked(instruments, its, one.stay, today, [SELF])
        ]
        found += by_tests(one, instruments, its, today)
    return found


def by_tests(
    one: Learner, instruments: tuple[Instrument, ...], its: list[Said], today: date
) -> list[Own]:
    falls = [
        due
        for due in asked(instruments, its, one.stay, today, [TEST])
        if due.instrument.test(due.occasion)
    ]
    if not falls:
        return []
    known = tests(one.group.programme, [due.instrument for due in falls])
    done = select(Attempt.assessment_id).where(Attempt.person_id == one.person.id)
    done = done.where(Attempt.assessment_id.in_(known), Attempt.practice.is_(False))
    taken = set(db.session.scalars(done.where(Attempt.handed_in_at.is_not(None))))
    return [
        Own(one, due, key)
        for due in falls
        for key, asks in known.items()
        if key not in taken and (due.instrument, due.occasion) in asks
    ]


def of_trainer(person: Person, today: date) -> list[InGroup]:
    """What a trainer has still to say, group by group."""
    taught = people.taught_by(person.id, today)
    by_programme: dict[int, list[Learner]] = {}
    for one in taught:
        by_programme.setdefault(one.group.programme_id, []).append(one)
    counted: dict[tuple[int, str, str], InGroup] = {}
    for programme_id, ours in by_programme.items():
        kept: dict[int, list[Said]] = {}
        for row in said.rows(programme_id, [one.person.id for one in ours]):
            if its := of_row(row):
                kept.setdefault(row.person_id, []).append(its)
        for one in ours:
            instruments = tuple(filter(of_trainers, instruments_of(one.group.programme)))
            own = kept.get(one.person.id, [])
            for due in asked(instruments, own, one.stay, today, BY_TRAINERS):
                add(counted, one.group, due)
    return list(counted.values())


def add(counted: dict[tuple[int, str, str], InGroup], group: Group, due: Asked) -> None:
    key = (group.id, due.instrument.name, str(due.occasion))
    before = counted.get(key, InGroup(group, due, 0))
    soonest = min(before.asked, due, key=lambda one: one.span.until)
    counted[key] = InGroup(group, soonest, before.people + 1)


def is_due(one: Learner, instrument: Instrument, today: date) -> Occasion | None:
    """The occasion on which an instrument is asked of somebody now."""
    found = asked([instrument], [], one.stay, today, instrument.methods)
    return found[0].occasion if found else None
