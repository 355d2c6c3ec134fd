"""The texts of a course that are not in its lessons."""

from sqlalchemy import select

from lms.courses.models import Course, Module, Term
from lms.db import db

MOST = 500  # modules, and terms, of one course that are translated


def modules_of(course: Course) -> list[Module]:
    wanted = select(Module).where(Module.course_id == course.id, Module.retired_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Module.slug).limit(MOST)))


def terms_of(course: Course) -> list[Term]:
    wanted = select(Term).where(Term.course_id == course.id, Term.retired_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Term.slug).limit(MOST)))
