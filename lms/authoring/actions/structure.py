"""Courses and their modules: begun, changed, put in order, retired, brought back.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.authoring import queries
from lms.authoring.actions import numbering
from lms.courses import policy as policies
from lms.courses.actions import touch
from lms.courses.instruments import renamed_tests, tests_of
from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    Module,
    Policy,
    Programme,
    ProgrammeCourse,
)
from lms.courses.rules.naming import free_name, name_of
from lms.db import db
from lms.errors import Refused
from lms.i18n import in_words
from lms.people.actions import record
from lms.people.models import Person


def create_course(values: dict[str, Any], *, by: Person, now: datetime) -> Course:
    """A new course of the author's organisation. Its slug is made of its title."""
    titles = values["title"]
    title = titles.get("en") or next(iter(titles.values()))
    slug = free_name(name_of(title, "course"), queries.course_is_there)
    course = Course(slug=slug, organisation_id=by.organisation_id, **values)
    db.session.add(course)
    db.session.flush()
    record("course", slug, "created", {"title": titles}, by=by, now=now)
    return course


def change_course(
    course: Course, values: dict[str, Any], *, by: Person, now: datetime
) -> list[str]:
    """Changes what is different, and says which; the history keeps before and after."""
    return changed(course, "course", course.slug, values, by=by, now=now)


def retire_course(course: Course, *, by: Person, now: datetime) -> None:
    """Takes a course out of the lists. Raises Refused while a programme has it."""
    if names := [in_words(title) for title in queries.programmes_of(course.id)]:
        raise Refused(
            _("People learn it in %(programmes)s. Take it out there first.",
              programmes=_(", ").join(names))
        )  # fmt: skip
    course.retired_at = now
    record("course", course.slug, "retired", by=by, now=now)


def bring_back_course(course: Course, *, by: Person, now: datetime) -> None:
    course.retired_at = None
    record("course", course.slug, "brought back", by=by, now=now)


def create_module(course: Course, values: dict[str, Any], *, by: Person, now: datetime) -> Module:
    """A new last module. It is offered from the first lesson on that is published in it."""
    titles = values["title"]
    name = name_of(titles.get("en") or next(iter(titles.values())), "module")
    rows = locked(course)
    rename_in_policies(course, numbering.make_room(rows), by=by, now=now)
    slug = numbering.next_slug(rows, name)
    module = Module(course=course, slug=slug, retired_at=now, **values)
    db.session.add(module)
    db.session.flush()
    record("module", module.key, "created", {"title": titles}, by=by, now=now)
    return module


def change_module(
    module: Module, values: dict[str, Any], *, by: Person, now: datetime
) -> list[str]:
    """Changes what is different, and says which. What completes a module changes figures."""
    different = changed(module, "module", module.key, values, by=by, now=now)
    if {"minutes", "completion", "dwell"} & set(different):
        touch(courses=[module.course_id])
    return different


def move_module(module: Module, before: Module | None, *, by: Person, now: datetime) -> bool:
    """Puts a module before another of its course, or at the end; whether that changed anything."""
    course = module.course
    renamed = numbering.moved_before(locked(course), module, before)
    if not renamed:
        return False
    rename_in_policies(course, renamed, by=by, now=now)
    record("course", course.slug, "modules put in order", {"renamed": renamed}, by=by, now=now)
    touch(courses=[course.id])
    db.session.expire(course, ["modules"])
    return True


def retire_module(module: Module, *, by: Person, now: datetime) -> None:
    """Takes a module and its lessons off the course; what people have done stays. Raises Refused
    while a programme demands it."""
    asked = [in_words(one.title) for one in programmes_with(module.course) if demands(one, module)]
    if asked:
        raise Refused(
            _("Whoever completes %(programmes)s must do this module, so it stays.",
              programmes=_(", ").join(asked))
        )  # fmt: skip
    inside: list[Lesson | Assessment] = [*module.lessons, *module.assessments]
    for row in inside:
        row.retired_at = row.retired_at or now
    module.retired_at = now
    record("module", module.key, "retired", by=by, now=now)
    touch(courses=[module.course_id])


def bring_back_module(module: Module, *, by: Person, now: datetime) -> None:
    """Offers a module again, with what was retired with it."""
    since = module.retired_at
    inside: list[Lesson | Assessment] = [*module.lessons, *module.assessments]
    for row in inside:
        written = not isinstance(row, Lesson) or bool(row.texts)
        if row.retired_at == since and written:
            row.retired_at = None
    module.retired_at = None
    record("module", module.key, "brought back", by=by, now=now)
    touch(courses=[module.course_id])


def changed(
    row: Course | Module, noun: str, key: str, values: dict[str, Any], *, by: Person, now: datetime
) -> list[str]:
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    if different:
        record(noun, key, "changed", {"before": before, "after": different}, by=by, now=now)
    return list(different)


def locked(course: Course) -> list[Module]:
    """The modules of a course in their order. Two authors at once wait for each other."""
    db.session.execute(select(Course.id).where(Course.id == course.id).with_for_update())
    modules = select(Module).where(Module.course_id == course.id).order_by(Module.slug)
    return list(db.session.scalars(modules.execution_options(populate_existing=True)))


def programmes_with(course: Course) -> list[Programme]:
    has_it = select(ProgrammeCourse.programme_id).where(ProgrammeCourse.course_id == course.id)
    them = select(Programme).where(Programme.id.in_(has_it)).order_by(Programme.slug)
    return list(db.session.scalars(them))


def demands(programme: Programme, module: Module) -> bool:
    """Whether a programme's rules name this module, or an assessment of it."""
    asked = policies.named(programme.policy)
    tests = {name.rpartition("/")[0] for name in (*asked.tests, *tests_of(programme.levels))}
    return programme.retired_at is None and module.key in {*asked.modules, *tests}


def rename_in_policies(
    course: Course, renamed: numbering.Renamed, *, by: Person, now: datetime
) -> None:
    """The rules of programmes name modules by their slugs. The rule stays what it was, so there is
    no new version: the one in force says the new name. Older versions keep the names of then."""
    keys = {f"{course.slug}/{old}": f"{course.slug}/{new}" for old, new in renamed.items()}
    for programme in programmes_with(course):
        rules = policies.renamed(programme.rules, keys)
        levels = renamed_tests(programme.levels, keys)
        if (rules, levels) == (programme.rules, programme.levels):
            continue
        programme.rules, programme.levels = rules, levels
        if given := (programme.imported or {}).get("policy"):  # the folder's rule, too, is the same
            again = policies.renamed(given, keys)
            programme.imported = {**(programme.imported or {}), "policy": again}
        version = db.session.get(Policy, (programme.id, programme.policy_version))
        if version:
            version.rules = rules
        record("programme", programme.slug, "modules renamed", keys, by=by, now=now)
