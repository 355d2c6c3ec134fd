"""What was said of people in a programme, and what tests say."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.levels.models import LevelCheck, LevelSaid
from lms.levels.queries.people import Key, Learner
from lms.levels.queries.tests import of_tests
from lms.levels.rules.said import Said, of_row

MOST_AT_ONCE = 500  # ids in a statement


def rows(programmes: Collection[int], people: Collection[int]) -> list[LevelSaid]:
    """One statement for up to 500 people."""
    found: list[LevelSaid] = []
    wanted = list(dict.fromkeys(people))
    for start in range(0, len(wanted), MOST_AT_ONCE):
        some = wanted[start : start + MOST_AT_ONCE]
        own = select(LevelSaid).where(LevelSaid.programme_id.in_(programmes))
        own = own.where(LevelSaid.person_id.in_(some)).options(joinedload(LevelSaid.by))
        found += db.session.scalars(own.order_by(LevelSaid.id))
    return found


def said(learners: Collection[Learner]) -> dict[Key, list[Said]]:
    """All levels that were said of people where they learn, in the order of time: by themselves, by
    trainers, by tests. Everybody is in it. Six statements at most, for up to 500 people."""
    found = written(learners)
    for key, one in of_tests(learners):
        found[key].append(one)
    return {key: ordered(its) for key, its in found.items()}


def written(learners: Collection[Learner]) -> dict[Key, list[Said]]:
    """What people said, without what tests say. Everybody is in it. One statement."""
    found: dict[Key, list[Said]] = {one.key: [] for one in learners}
    programmes, people = {key[1] for key in found}, [key[0] for key in found]
    for row in rows(programmes, people):
        key = (row.person_id, row.programme_id)
        if key in found and (one := of_row(row)):
            found[key].append(one)
    return found


def ordered(some: Iterable[Said]) -> list[Said]:
    return sorted(some, key=lambda one: one.at)


def check(person_id: int, programme_id: int, instrument: str, occasion: str) -> LevelCheck | None:
    """The self-assessment that a person has begun and not handed in."""
    own = select(LevelCheck).filter_by(
        person_id=person_id, programme_id=programme_id, instrument=instrument, occasion=occasion,
        handed_in_at=None,
    )  # fmt: skip
    return db.session.scalar(own.order_by(LevelCheck.id.desc()).limit(1))


def begun(person_id: int, programmes: Sequence[int]) -> set[tuple[int, str, str]]:
    """Programme, instrument and occasion of the self-assessments that a person has begun."""
    own = select(LevelCheck.programme_id, LevelCheck.instrument, LevelCheck.occasion)
    own = own.where(LevelCheck.person_id == person_id, LevelCheck.handed_in_at.is_(None))
    found = db.session.execute(own.where(LevelCheck.programme_id.in_(programmes)))
    return {(row[0], row[1], row[2]) for row in found}
