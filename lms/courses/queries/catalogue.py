"""Programmes and their courses, as the public sees them."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    LessonText,
    Module,
    Programme,
    ProgrammeCourse,
    Track,
)
from lms.courses.policy import Policy, named
from lms.db import db
from lms.people.models import Person, Role

COURSES = selectinload(Programme.courses).joinedload(ProgrammeCourse.course)


def catalogue(track: str = "") -> Select[Programme]:
    """The programmes on offer, all or those of a track; track by track."""
    order = case({name: place for place, name in enumerate(Track)}, value=Programme.track, else_=9)
    offered = select(Programme).where(Programme.retired_at.is_(None)).order_by(order)
    if track:
        offered = offered.where(Programme.track == track)
    return offered.order_by(Programme.slug).options(joinedload(Programme.organisation), COURSES)


def programmes_of(person: Person) -> list[Programme]:
    """The programmes that a person coordinates (an administrator: all), 200 at most."""
    mine = select(Programme).where(Programme.retired_at.is_(None)).order_by(Programme.slug)
    if person.role != Role.ADMINISTRATOR:
        mine = mine.where(Programme.organisation_id == (person.organisation_id or 0))
    return list(db.session.scalars(mine.limit(200)))


def programme(slug: str) -> Programme | None:
    """The programme of this slug, with its organisation and its courses in order."""
    named = select(Programme).where(Programme.slug == slug)
    return db.session.scalar(named.options(joinedload(Programme.organisation), COURSES))


def languages_of(programme_ids: Collection[int]) -> dict[int, list[str]]:
    """In which languages the lessons of each programme can be read."""
    found = (
        select(ProgrammeCourse.programme_id, LessonText.language)
        .distinct()
        .join(Module, Module.course_id == ProgrammeCourse.course_id)
        .join(Lesson, Lesson.module_id == Module.id)
        .join(LessonText, LessonText.lesson_id == Lesson.id)
        .where(ProgrammeCourse.programme_id.in_(programme_ids), Lesson.retired_at.is_(None))
        .order_by(LessonText.language)
    )
    languages = defaultdict(list)
    for programme_id, language in db.session.execute(found):
        languages[programme_id].append(language)
    return dict(languages)


def modules_of(course_ids: Collection[int]) -> dict[int, list[Module]]:
    """The modules of each course in order, with their assessments."""
    live = select(Module).where(Module.course_id.in_(course_ids), Module.retired_at.is_(None))
    tests = selectinload(Module.assessments.and_(Assessment.retired_at.is_(None)))
    modules = defaultdict(list)
    for module in db.session.scalars(live.order_by(Module.slug).options(tests)):
        modules[module.course_id].append(module)
    return dict(modules)


def titles_in_policy(programme: Programme, policy: Policy | None = None) -> dict[str, dict]:
    """The titles (maps of languages) of what the policy names (the one in force, where none is
    given), by the keys that it uses: "course", "course/module", "course/module/quiz"."""
    return titles_of(named(policy or programme.policy).keys)


def titles_of(keys: Collection[str]) -> dict[str, dict]:
    """The titles of courses, modules and assessments, by their keys. One query, or none."""
    if not keys:
        return {}
    columns = (Course.slug, Course.title, Module.slug, Module.title, Assessment.slug)
    rows = (
        select(*columns, Assessment.title)
        .outerjoin(Module, Module.course_id == Course.id)
        .outerjoin(Assessment, Assessment.module_id == Module.id)
        .where(Course.slug.in_({key.split("/")[0] for key in keys}))
    )
    found: dict[str, dict] = {}
    for course, course_title, module, title, quiz, quiz_title in db.session.execute(rows):
        found[course] = course_title
        if module:
            found[f"{course}/{module}"] = title
        if quiz:
            found[f"{course}/{module}/{quiz}"] = quiz_title
    return {key: title for key, title in found.items() if key in keys}
