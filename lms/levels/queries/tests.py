"""Levels that come of tests: the bands of a quiz, for each skill that its questions name.

They are read from what is marked, whenever somebody asks: a regrade needs no second step.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from lms import clock
from lms.assessments.models import Attempt, AttemptItem, Marking
from lms.assessments.scoring import Scored, by_skill, level, score
from lms.config import setting
from lms.courses.instruments import Instrument
from lms.courses.models import (
    Assessment,
    Course,
    Module,
    Programme,
    ProgrammeCourse,
    QuestionVersion,
)
from lms.db import db
from lms.levels.models import Method, Occasion
from lms.levels.queries.people import Key, Learner
from lms.levels.rules.access import instruments_of
from lms.levels.rules.falling_due import Stay, counts_at
from lms.levels.rules.said import Said
from lms.questions.frameworks import level as level_named
from lms.questions.values import exact

OCCASIONS = (Occasion.ENTRY, Occasion.EXIT)
MOST_AT_ONCE = 500  # people named in a statement


class Asked(NamedTuple):
    """A test that an instrument asks on an occasion."""

    instrument: Instrument
    occasion: Occasion


class Test(NamedTuple):
    """A quiz that a programme asks. `attempts`: how often one may take it; None: always."""

    assessment_id: int
    attempts: int | None
    asks: list[Asked]


class Taken(NamedTuple):
    """An attempt that was handed in, on a day of the platform's time zone."""

    attempt_id: int
    day: date


def tests(programmes: Iterable[Programme]) -> dict[int, list[Test]]:
    """Programme -> the tests that it asks. One statement; none where no test is named."""
    wanted = {one.id: named(instruments_of(one)) for one in programmes}
    keys = {tuple(name.split("/")) for names in wanted.values() for name in names}
    if not keys:
        return {}
    rows = (
        select(ProgrammeCourse.programme_id, Assessment, Course.slug, Module.slug)
        .join(Course, Course.id == ProgrammeCourse.course_id)
        .join(Module, Module.course_id == Course.id)
        .join(Assessment, Assessment.module_id == Module.id)
        .where(ProgrammeCourse.programme_id.in_(wanted))
        .where(tuple_(Course.slug, Module.slug, Assessment.slug).in_(keys))
    )
    found: dict[int, list[Test]] = {}
    for programme_id, quiz, course, module in db.session.execute(rows):
        if asks := wanted[programme_id].get(f"{course}/{module}/{quiz.slug}"):
            test = Test(quiz.id, quiz.content.get("attempts"), asks)
            found.setdefault(programme_id, []).append(test)
    return found


def named(instruments: Iterable[Instrument]) -> dict[str, list[Asked]]:
    """Name of a test -> by whom it is asked, and on which occasion."""
    names: dict[str, list[Asked]] = {}
    for one in instruments:
        for occasion in OCCASIONS:
            if name := one.test(occasion):
                names.setdefault(name, []).append(Asked(one, occasion))
    return names


def of_tests(learners: Collection[Learner]) -> list[tuple[Key, Said]]:
    """The level in each skill that a test says something of. Five statements at most."""
    asked = tests({one.group.programme_id: one.group.programme for one in learners}.values())
    if not asked:
        return []
    done = taken(asked, [one.person.id for one in learners])
    decided = [
        (one.key, ask, attempt.attempt_id)
        for one in learners
        for test in asked.get(one.group.programme_id, ())
        for ask in test.asks
        if (attempt := deciding(done.get((one.person.id, test.assessment_id), ()), one.stay, ask))
    ]
    if not decided:
        return []
    wanted = list({attempt_id for _key, _ask, attempt_id in decided})
    attempts = {a.id: a for a in db.session.scalars(select(Attempt).where(Attempt.id.in_(wanted)))}
    scored = scores(wanted)
    return [
        (key, one)
        for key, ask, attempt_id in decided
        for one in levels(attempts[attempt_id], ask, scored.get(attempt_id, []))
    ]


def taken(
    asked: Mapping[int, Sequence[Test]], people: Sequence[int]
) -> dict[tuple[int, int], list[Taken]]:
    """Person and assessment -> what they handed in of these tests, in the order of time; no
    practice. One statement."""
    tests_ = {test.assessment_id for its in asked.values() for test in its}
    rows = select(Attempt.person_id, Attempt.assessment_id, Attempt.id, Attempt.handed_in_at)
    rows = rows.where(Attempt.assessment_id.in_(tests_), Attempt.practice.is_(False))
    rows = rows.where(Attempt.handed_in_at.is_not(None))
    if len(people) <= MOST_AT_ONCE:
        rows = rows.where(Attempt.person_id.in_(people))
    found: dict[tuple[int, int], list[Taken]] = {}
    for person, test, key, at in db.session.execute(
        rows.order_by(Attempt.handed_in_at, Attempt.id)
    ):
        day = clock.today(setting("TIMEZONE"), at)
        found.setdefault((person, test), []).append(Taken(key, day))
    return found


def deciding(taken: Iterable[Taken], stay: Stay, asked: Asked) -> Taken | None:
    """The attempt that tells the level on an occasion: the first at entry, so that nothing learned
    since changes where one began; the last at exit."""
    own = [one for one in taken if counts_at(stay, one.day) == asked.occasion]
    if not own:
        return None
    return own[0] if asked.occasion == Occasion.ENTRY else own[-1]


def scores(attempt_ids: Sequence[int]) -> dict[int, list[Scored]]:
    """What each question of attempts was worth, by its last marking."""
    items = select(AttemptItem).where(AttemptItem.attempt_id.in_(attempt_ids))
    items = items.options(joinedload(AttemptItem.version).load_only(QuestionVersion.content))
    last: dict[tuple[int, int], str | None] = {}
    markings = select(Marking.attempt_id, Marking.place, Marking.share)
    markings = markings.where(Marking.attempt_id.in_(attempt_ids)).order_by(Marking.id)
    for attempt_id, place, share in db.session.execute(markings):
        last[attempt_id, place] = share
    found: dict[int, list[Scored]] = {}
    for item in db.session.scalars(items):
        share = last.get((item.attempt_id, item.place))
        worth = None if share is None else Fraction(share)
        skill = item.version.content.get("skill")
        found.setdefault(item.attempt_id, []).append(Scored(Fraction(item.points), worth, skill))
    return found


def levels(attempt: Attempt, asked: Asked, scored: list[Scored]) -> Iterable[Said]:
    """The level in each skill that is asked; a test whose questions name no skill speaks of the one
    skill that is asked, if it is one. Below all bands, or while something waits for a person, it
    says nothing."""
    instrument, framework = asked.instrument, attempt.settings.get("framework")
    if framework not in instrument.frameworks or attempt.marked_at is None:
        return
    given = attempt.settings.get("bands", {})
    bands = sorted(((n, exact(p) or Fraction(0)) for n, p in given.items()), key=lambda b: b[1])
    found = by_skill(scored)
    if not found and len(instrument.skills) == 1:
        found = {instrument.skills[0]: score(scored)}
    for skill, share in found.items():
        name = None if share is None else level(share, bands)
        known = level_named(framework, name)
        if known and skill in instrument.skills:
            at, method = attempt.handed_in_at or attempt.began_at, Method.TEST
            yield Said(skill, known, instrument.language, asked.occasion, method, at)


def tests_to_choose(programme: Programme) -> list[tuple[str, dict]]:
    """The quizzes of a programme's courses as it would name them, with their titles; placement and
    exit tests first. At most 300."""
    rows = (
        select(Course.slug, Module.slug, Assessment.slug, Assessment.title)
        .join(Module, Module.id == Assessment.module_id)
        .join(Course, Course.id == Module.course_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
        .where(ProgrammeCourse.programme_id == programme.id, Assessment.retired_at.is_(None))
        .order_by(Assessment.kind == "quiz", Course.slug, Module.slug, Assessment.slug)
        .limit(300)
    )
    return [("/".join(row[:3]), row[3]) for row in db.session.execute(rows)]
