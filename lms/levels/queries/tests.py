"""Levels that come of tests: the bands of a quiz, for each skill that its questions name.

They are read from what is marked, whenever somebody asks: a regrade needs no second step.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from lms.assessments.models import Attempt, AttemptItem, Marking, Result
from lms.assessments.scoring import Scored, by_skill, level, score
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
from lms.levels.rules.said import Said
from lms.questions.frameworks import level as level_named
from lms.questions.values import exact

OCCASIONS = (Occasion.ENTRY, Occasion.EXIT)


class Asked(NamedTuple):
    """A test that an instrument asks on an occasion."""

    instrument: Instrument
    occasion: Occasion


def tests(programme: Programme, instruments: Sequence[Instrument]) -> dict[int, list[Asked]]:
    """Assessment -> by whom it is asked. No statement where no test is named."""
    names: dict[str, list[Asked]] = {}
    for one in instruments:
        for occasion in OCCASIONS:
            if name := one.test(occasion):
                names.setdefault(name, []).append(Asked(one, occasion))
    if not names:
        return {}
    keys = [tuple(name.split("/")) for name in names]
    rows = (
        select(Assessment.id, Course.slug, Module.slug, Assessment.slug)
        .join(Module, Module.id == Assessment.module_id)
        .join(Course, Course.id == Module.course_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
        .where(ProgrammeCourse.programme_id == programme.id)
        .where(tuple_(Course.slug, Module.slug, Assessment.slug).in_(keys))
    )
    return {key: names["/".join(slugs)] for key, *slugs in db.session.execute(rows)}


def of_tests(
    programme: Programme, instruments: Sequence[Instrument], people: Collection[int]
) -> list[tuple[int, Said]]:
    """(person, level) for each skill that a test says something of. Five statements at most."""
    asked = tests(programme, instruments)
    counted = attempts(asked, people) if asked else []
    if not counted:
        return []
    scored = scores([attempt.id for attempt in counted])
    return [
        (attempt.person_id, one)
        for attempt in counted
        for ask in asked[attempt.assessment_id]
        for one in levels(attempt, ask, scored.get(attempt.id, []))
    ]


def attempts(asked: Collection[int], people: Collection[int]) -> list[Attempt]:
    """The attempts that decided the newest results of people in these tests."""
    rows = select(Result).where(Result.assessment_id.in_(list(asked)))
    rows = rows.where(Result.attempt_id.is_not(None)).order_by(Result.id)
    wanted = set(people)
    if len(wanted) <= 500:
        rows = rows.where(Result.person_id.in_(wanted))
    newest = {
        (row.person_id, row.assessment_id): row.attempt_id
        for row in db.session.scalars(rows)
        if row.person_id in wanted
    }
    found = select(Attempt).where(Attempt.id.in_(newest.values()), Attempt.practice.is_(False))
    return list(db.session.scalars(found))


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
