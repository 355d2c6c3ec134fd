"""What people have done: lessons, and modules that a trainer confirms."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.config import setting
from lms.courses import queries, rules
from lms.courses.actions.figures import touch
from lms.courses.models import (
    Group,
    Lesson,
    LessonDone,
    LessonPlace,
    Module,
    ModuleConfirmed,
    State,
)
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def mark_lesson_done(lesson: Lesson, person: Person, *, by: Person, now: datetime) -> None:
    """The person has read or heard the lesson. To say so twice changes nothing.

    Raises Refused without an active enrolment on a programme that has the lesson, and before it
    has lain open as long as its module asks.
    """
    refuse_not_enrolled(lesson, person)
    refuse_too_early(lesson, person, now)
    if db.session.get(LessonDone, (person.id, lesson.id)) is None:
        db.session.add(LessonDone(person_id=person.id, lesson_id=lesson.id, done_at=now))
        touch(people=[person.id])


def mark_lesson_undone(lesson: Lesson, person: Person, *, by: Person, now: datetime) -> None:
    """The lesson is open again. The history keeps that it was done, and when."""
    refuse_not_enrolled(lesson, person)
    if done := db.session.get(LessonDone, (person.id, lesson.id)):
        detail = {"lesson": lesson.id, "done": done.done_at.isoformat()}
        db.session.delete(done)
        record("lesson", f"{lesson.id}/{person.code}", "undone", detail, by=by, now=now)
        touch(people=[person.id])


def refuse_not_enrolled(lesson: Lesson, person: Person) -> None:
    states = [state for _p, state in queries.programmes_with(person.id, lesson.module.course_id)]
    if State.ACTIVE not in states:
        raise Refused(_("Only people who are enrolled now can mark a lesson as done."))


def refuse_too_early(lesson: Lesson, person: Person, now: datetime) -> None:
    dwell = rules.dwell_of(lesson.module.dwell)
    if not dwell:
        return
    place = db.session.get(LessonPlace, (person.id, lesson.id))
    if place is None:
        raise Refused(_("Begin the lesson first: press the button at its end, and read."))
    from_then = rules.counts_from(place.begun_at, lesson.minutes, dwell)
    if now < from_then:
        at = from_then.astimezone(ZoneInfo(setting("TIMEZONE")))
        time = f"{at + timedelta(seconds=59):%H:%M}"
        raise Refused(_("Read a little longer: it can be marked as done from %(time)s.", time=time))


def confirm_module(
    group: Group, module: Module, people: Collection[Person], *, by: Person, now: datetime
) -> int:
    """A trainer of the group confirms that these people have done a module of its programme. How
    many that were not confirmed before."""
    refuse_other_programme(group, module)
    known = confirmed(module, people)
    new = [person for person in people if person.id not in known]
    for person in new:
        db.session.add(
            ModuleConfirmed(person_id=person.id, module_id=module.id, by_id=by.id, confirmed_at=now)
        )
    note(group, module, new, "confirmed", by=by, now=now)
    return len(new)


def unconfirm_module(
    group: Group, module: Module, people: Collection[Person], *, by: Person, now: datetime
) -> int:
    """Takes confirmations back. How many there were."""
    refuse_other_programme(group, module)
    known = confirmed(module, people)
    old = [person for person in people if person.id in known]
    theirs = ModuleConfirmed.person_id.in_([person.id for person in old])
    if old:
        this = ModuleConfirmed.module_id == module.id
        db.session.execute(delete(ModuleConfirmed).where(this, theirs))
    note(group, module, old, "unconfirmed", by=by, now=now)
    return len(old)


def confirmed(module: Module, people: Collection[Person]) -> set[int]:
    theirs = ModuleConfirmed.person_id.in_([person.id for person in people])
    found = select(ModuleConfirmed.person_id).where(ModuleConfirmed.module_id == module.id, theirs)
    return set(db.session.scalars(found))


def refuse_other_programme(group: Group, module: Module) -> None:
    if module.course_id not in {part.course_id for part in group.programme.courses}:
        raise Refused(_("This module is not in the programme of this group."))


def note(
    group: Group,
    module: Module,
    people: Collection[Person],
    verb: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    for person in people:
        detail = {"group": group.slug, "module": module.key}
        record("module", f"{module.key}/{person.code}", verb, detail, by=by, now=now)
    db.session.flush()
    touch(people=[person.id for person in people])
