"""Words of a course's glossary."""

from collections.abc import Collection

from sqlalchemy import func, select

from lms.courses.models import Course, Term
from lms.db import db


def terms_named(course_id: int, slugs: Collection[str]) -> dict[str, Term]:
    """The terms of a course of these slugs. One query, however many they are; none for none."""
    if not slugs:
        return {}
    wanted = select(Term).where(Term.course_id == course_id, Term.slug.in_(slugs))
    return {term.slug: term for term in db.session.scalars(wanted.where(Term.retired_at.is_(None)))}


def glossary(course_id: int) -> list[Term]:
    """The whole glossary of a course, by slug; what is retired is left out. As many as an import or
    an author may put into it (rules.MOST_TERMS)."""
    wanted = select(Term).where(Term.course_id == course_id, Term.retired_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Term.slug)))


def how_many_terms(course_id: int) -> int:
    counted = select(func.count()).where(Term.course_id == course_id, Term.retired_at.is_(None))
    return db.session.scalar(counted) or 0


def term(course_id: int, slug: str) -> Term | None:
    """One of them, retired ones too."""
    return db.session.scalar(select(Term).where(Term.course_id == course_id, Term.slug == slug))


def open_course(slug: str) -> Course | None:
    """A course that is not retired."""
    found = select(Course).where(Course.slug == slug, Course.retired_at.is_(None))
    return db.session.scalar(found)
