"""What people gained in a language, from entry to exit, in levels of one framework."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.courses.instruments import Instrument
from lms.courses.models import Group
from lms.db import db
from lms.indicators.facts import Row
from lms.indicators.members import ENTRY_LEVEL, EXIT_LEVEL
from lms.indicators.queries.taught import Stay, Taught
from lms.levels.models import LevelSaid, Occasion
from lms.levels.queries.people import learners
from lms.levels.queries.tests import of_tests
from lms.questions.frameworks import Level, level

METHODS = ("test", "trainer", "self")  # whose word is taken first where a programme says nothing
BATCH = 500
Key = tuple[int, int]  # a person on a programme


class One(NamedTuple):
    """A level that was said. Those without a language are no levels of one."""

    language: str
    skill: str
    method: str
    occasion: str
    level: Level
    at: datetime


class Gained(NamedTuple):
    """`steps`: the most that any skill is up, None where none has both levels; `gaps`: which level
    nobody said."""

    steps: int | None
    gaps: tuple[str, ...]
    has_entry: bool


def rows(own: Iterable[Stay], known: Mapping[int, Taught], until: date, end: datetime) -> list[Row]:
    """One row a person who is on a programme of a language, or of whom levels of one were said on a
    programme: by how many steps they are up at most, and which levels are missing."""
    last: dict[Key, Stay] = {}
    for one in own:
        last[one.who.id, one.programme_id] = one  # the newest place is the last
    heard = said(known, end)
    found: dict[int, list[Gained]] = {}
    for key, stay in last.items():
        programme = known[stay.programme_id]
        if key in heard or programme.is_of_a_language:
            gain = gained(heard.get(key, []), programme.instruments, is_over=stay.is_over)
            found.setdefault(key[0], []).append(gain)
    return [Row(f"level:{key}", until, key, what=together(its)) for key, its in found.items()]


def together(gains: Sequence[Gained]) -> dict[str, object]:
    """What is known on one programme stands; else each level that is missing on all of them."""
    known = [one.steps for one in gains if one.steps is not None]
    if known:
        return {"steps": max(known), "gaps": ()}
    gaps = {gap for one in gains for gap in one.gaps}
    if any(one.has_entry for one in gains):
        gaps.discard(ENTRY_LEVEL)
    return {"steps": None, "gaps": tuple(sorted(gaps))}


def said(known: Mapping[int, Taught], end: datetime) -> dict[Key, list[One]]:
    """What was said up to then, in the order of time; also what tests say."""
    found: dict[Key, list[One]] = {}
    wanted = select(
        LevelSaid.person_id, LevelSaid.programme_id, LevelSaid.language, LevelSaid.skill,
        LevelSaid.method, LevelSaid.occasion, LevelSaid.framework, LevelSaid.level, LevelSaid.at,
    )  # fmt: skip
    wanted = wanted.where(LevelSaid.programme_id.in_(known), LevelSaid.language != "")
    wanted = wanted.where(LevelSaid.at < end).order_by(LevelSaid.at, LevelSaid.id)
    for person, programme, language, skill, method, occasion, frame, name, at in db.session.execute(
        wanted
    ):
        if place := level(frame, name):
            one = One(language, skill, method, occasion, place, at)
            found.setdefault((person, programme), []).append(one)
    tested = [one.id for one in known.values() if any(_tests(i) for i in one.instruments)]
    own = Group.programme_id.in_(tested)
    everyone = learners(own, also_staff=True) if tested else []
    for start in range(0, len(everyone), BATCH):
        for key, test in of_tests(everyone[start : start + BATCH]):
            if test.language and test.at < end:
                one = One(
                    test.language, test.skill, test.method, test.occasion, test.level, test.at
                )
                found.setdefault(key, []).append(one)
    return found


def _tests(one: Instrument) -> bool:
    return bool(one.language and (one.entry_test or one.exit_test))


def gained(heard: Sequence[One], instruments: Sequence[Instrument], *, is_over: bool) -> Gained:
    """On one programme. A level at exit is not missing before the end."""
    ways = {one.language: one.methods for one in instruments}
    steps = []
    for language, skill in sorted({(one.language, one.skill) for one in heard}):
        own = [one for one in heard if (one.language, one.skill) == (language, skill)]
        up = in_skill(own, ways.get(language, METHODS))
        if up is not None:
            steps.append(up)
    occasions = {one.occasion for one in heard}
    has_entry, has_exit = Occasion.ENTRY in occasions, Occasion.EXIT in occasions
    gaps = [] if has_entry else [ENTRY_LEVEL]
    if is_over and (not has_exit or has_entry):  # with both: of another skill, method or framework
        gaps.append(EXIT_LEVEL)
    return Gained(max(steps, default=None), tuple(gaps), has_entry)


def in_skill(own: Sequence[One], methods: Iterable[str]) -> int | None:
    """By the first method that has both: what people say of themselves and what others say of them
    are not compared. Of several levels on an occasion the last counts."""
    for method in methods:
        said_ = {one.occasion: one for one in sorted(own, key=_at) if one.method == method}
        entry, exit_ = said_.get(Occasion.ENTRY), said_.get(Occasion.EXIT)
        if entry and exit_:
            return exit_.level.steps_from(entry.level)
    return None


def _at(one: One) -> datetime:
    return one.at
