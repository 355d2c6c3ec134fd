"""What waits for a learner, and for a trainer. A few statements, however many people there are."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select

from lms.courses.instruments import SELF, TEST, TRAINER, Instrument
from lms.courses.models import Group, GroupTrainer, Membership, Programme
from lms.levels.models import Occasion
from lms.levels.queries import people, said
from lms.levels.queries.people import Key, Learner
from lms.levels.queries.tests import Asked as OfTest
from lms.levels.queries.tests import Taken, Test, deciding, taken, tests
from lms.levels.rules.access import instruments_of
from lms.levels.rules.asked import Asked, asked, of_trainers
from lms.levels.rules.said import Said
from lms.people.models import Person
from lms.ways import Who

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
    """One statement for who is in no programme that asks; else two, and two where a test is due,
    however many programmes they are in."""
    places = people.places_of(person.id)
    if not places:
        return []
    kept = said.written(places)
    themselves = [
        Own(one, its_due, None)
        for one in places
        for its_due in asked(asks_of(one), kept[one.key], one.stay, today, [SELF])
    ]
    return themselves + by_tests(places, kept, today)


def by_tests(places: list[Learner], kept: dict[Key, list[Said]], today: date) -> list[Own]:
    """The tests that are due, and that the person has not taken for this; who has no attempt left
    is not asked."""
    falls = [
        (one, its_due)
        for one in places
        for its_due in asked(asks_of(one), kept[one.key], one.stay, today, [TEST])
        if its_due.instrument.test(its_due.occasion)
    ]
    if not falls:
        return []
    known = tests({one.group.programme_id: one.group.programme for one, _due in falls}.values())
    done = taken(known, [one.person.id for one, _due in falls]) if known else {}
    return [
        Own(one, its_due, test.assessment_id)
        for one, its_due in falls
        for test in known.get(one.group.programme_id, ())
        if waits(one, its_due, test, done.get((one.person.id, test.assessment_id), []))
    ]


def waits(one: Learner, its_due: Asked, test: Test, done: Sequence[Taken]) -> bool:
    ask = OfTest(its_due.instrument, its_due.occasion)
    has_left = test.attempts is None or len(done) < test.attempts
    return ask in test.asks and has_left and deciding(done, one.stay, ask) is None


def asks_of(one: Learner) -> tuple[Instrument, ...]:
    return instruments_of(one.group.programme)


def may_wait(who: Who) -> Select:
    """A row where somebody was in a group, or teaches one, whose programme asks for levels."""
    place = GroupTrainer if who.is_staff else Membership
    asks = select(place.group_id).join(Group, Group.id == place.group_id)
    asks = asks.join(Programme, Programme.id == Group.programme_id)
    return asks.where(place.person_id == who.id, Programme.levels.is_not(None)).limit(1)


def of_trainer(person: Person, today: date) -> list[InGroup]:
    """What a trainer has still to say, group by group. Two statements for up to 500 people."""
    return in_groups(people.taught_by(person.id, today), today)


def in_groups(taught: Sequence[Learner], today: date) -> list[InGroup]:
    """The same of any people, however they were found. One statement."""
    kept = said.written(taught)
    counted: dict[tuple[int, str, str], InGroup] = {}
    for one in taught:
        instruments = tuple(filter(of_trainers, asks_of(one)))
        for due in asked(instruments, kept[one.key], one.stay, today, BY_TRAINERS):
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
