"""Words of a course's glossary: added, changed, retired, brought back.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.authoring.queries.glossary import lessons_with
from lms.courses.models import Course, Term
from lms.courses.queries import how_many_terms, term
from lms.courses.rules import MOST_TERMS
from lms.courses.rules.naming import free_name, name_of
from lms.db import db
from lms.errors import Refused
from lms.i18n import in_words
from lms.people.actions import record
from lms.people.models import Person


def add_term(course: Course, values: dict[str, Any], *, by: Person, now: datetime) -> Term:
    """A new word; its short name is made of it. Raises Refused where the glossary is full."""
    if how_many_terms(course.id) >= MOST_TERMS:
        raise Refused(_("A glossary has at most %(most)s words.", most=MOST_TERMS))
    words = values["term"]
    name = name_of(words.get("en") or next(iter(words.values())), "word")
    slug = free_name(name, lambda slug: term(course.id, slug) is not None)
    new = Term(course_id=course.id, slug=slug, **values)
    db.session.add(new)
    db.session.flush()
    record("term", f"{course.slug}/{slug}", "created", values, by=by, now=now)
    return new


def change_term(
    course: Course, word: Term, values: dict[str, Any], *, by: Person, now: datetime
) -> list[str]:
    """Changes what is different, and says which; languages that are not in `values` stay. The
    history keeps before and after."""
    different = {name: value for name, value in values.items() if getattr(word, name) != value}
    before = {name: getattr(word, name) for name in different}
    for name, value in different.items():
        setattr(word, name, value)
    if different:
        detail = {"before": before, "after": different}
        record("term", f"{course.slug}/{word.slug}", "changed", detail, by=by, now=now)
    return list(different)


def retire_term(course: Course, word: Term, *, by: Person, now: datetime) -> None:
    """The word is not shown any more. Raises Refused while lessons name it: they would lose it."""
    if named := lessons_with(word):
        words = _(
            "Lessons still name this word: %(lessons)s. Take it out of them first.",
            lessons=_(", ").join(in_words(lesson.titles) for lesson in named[:5]),
        )
        raise Refused(words)
    if word.retired_at is None:
        word.retired_at = now
        record("term", f"{course.slug}/{word.slug}", "retired", by=by, now=now)


def bring_back_term(course: Course, word: Term, *, by: Person, now: datetime) -> None:
    if word.retired_at is not None:
        word.retired_at = None
        record("term", f"{course.slug}/{word.slug}", "brought back", by=by, now=now)
