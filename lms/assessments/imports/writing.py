"""Writes what was planned: media first, then questions, all of it or nothing."""

from datetime import datetime

from lms.assessments.imports.plan import Plan
from lms.courses.actions import media
from lms.courses.actions.questions import put_question
from lms.courses.models import Course
from lms.db import db
from lms.people.actions import record, record_all
from lms.people.models import Person


def write(
    plan: Plan, course: Course, *, name: str, form: str, by: Person | None, now: datetime
) -> None:
    """The questions are in the bank of the course, in new versions where they are different. Who
    commits is the caller."""
    for title, stored in plan.shelf.new.items():
        media.add(course, title, stored, by=by, now=now)
    notes: list[tuple[str, str, str, dict | None]] = []
    with db.session.no_autoflush:  # all of them in a few statements
        for one in plan.taken:
            if not one.is_different:
                continue
            row, _is_new = put_question(course, one.question, one.row, by=by, now=now)
            verb = "imported" if one.row is None else "changed by an import"
            notes.append(("question", f"{course.slug}/{row.key}", verb, {"version": row.version}))
    record_all(notes, by=by, now=now)
    told = {"name": name, "format": form, "new": plan.created, "different": plan.updated}
    record("course", course.slug, "questions imported", told, by=by, now=now)
