"""What the index is to say of lessons, programmes, terms and sessions, as it is now."""

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from lms.attendance.models import Session
from lms.courses.models import Course, Group, Lesson, LessonText, Module, Programme, Term
from lms.db import db
from lms.search import words

MOST_SHOWN = 300  # signs of a title
MOST_PLAIN = 100_000  # signs of a text that can be found: far more than a lesson has
MOST_TEXT = 250_000  # signs of it when it is normalised: PostgreSQL indexes a megabyte at most
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|sub|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
# of Markdown. What is followed by something has an end: else a text of nothing but beginnings is
# read again from each of them
SIGNS = re.compile(r"[#*_`>|\[\]]+|\(\.\.?/[^)\n]{0,300}\)|^!![^\"\n]{0,300}\"", re.MULTILINE)


class Wanted(NamedTuple):
    """A row of the index, without its id."""

    kind: str
    ref_id: int
    course_id: int | None
    language: str
    shown: str
    title: str
    plain: str
    text: str


def wanted(
    kind: str, ref_id: int, language: str, title: str, *more: str | None, course_id: int | None
) -> Wanted:
    """The row for a thing in a language; `more` is what it says beside its title."""
    plain = " ".join(" ".join(filter(None, more)).split())[:MOST_PLAIN]
    return Wanted(
        kind,
        ref_id,
        course_id,
        language,
        title[:MOST_SHOWN],
        words.lines(title[:MOST_SHOWN], language),
        plain,
        words.lines(plain, language)[:MOST_TEXT],
    )


def lessons(ids: Collection[int]) -> Iterator[Wanted]:
    """Each text of a lesson that is offered, in a module and a course that are."""
    found = (
        select(LessonText, Module.course_id)
        .join(Lesson, Lesson.id == LessonText.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .join(Course, Course.id == Module.course_id)
        .where(Lesson.id.in_(ids), Lesson.retired_at.is_(None))
        .where(Module.retired_at.is_(None), Course.retired_at.is_(None))
        .order_by(LessonText.lesson_id, LessonText.language)
    )
    for text, course in db.session.execute(found):
        said = (text.summary, *(text.goals or ()), read(text))
        name = ("lesson", text.lesson_id, text.language)
        yield wanted(*name, text.title, *said, course_id=course)


def read(text: LessonText) -> str:
    """What people read of a text. Its page is made when it is first opened: until then, the
    Markdown without its signs."""
    if not text.blocks:
        return SIGNS.sub(" ", text.markdown)
    return unescape(TAG.sub(" ", INLINE.sub("", text.html)))


def programmes(ids: Collection[int]) -> Iterator[Wanted]:
    """Each programme on offer, in the languages of its title."""
    offered = select(Programme).where(Programme.id.in_(ids), Programme.retired_at.is_(None))
    offered = offered.order_by(Programme.id)
    for one in db.session.scalars(offered):
        for language, title in one.title.items():
            said = [(one.summary or {}).get(language), (one.audience or {}).get(language)]
            said += (one.goals or {}).get(language, ())
            yield wanted("programme", one.id, language, title, *said, course_id=None)


def terms(ids: Collection[int]) -> Iterator[Wanted]:
    """Each word of a glossary, in its languages."""
    used = select(Term).join(Course, Course.id == Term.course_id)
    used = used.where(Term.id.in_(ids), Term.retired_at.is_(None), Course.retired_at.is_(None))
    used = used.order_by(Term.id)
    for one in db.session.scalars(used):
        for language, term in one.term.items():
            meaning = one.meaning.get(language)
            yield wanted("term", one.id, language, term, meaning, course_id=one.course_id)


def sessions(ids: Collection[int]) -> Iterator[Wanted]:
    """Each session once: its title is that of its module or course in every language, where it has
    none of its own; beside it the group, the course, the place, the code and the day."""
    found: Select = (
        select(Session, Module.title, Course.title, Group.title)
        .join(Group, Group.id == Session.group_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Course, Course.id == Session.course_id)
        .where(Session.id.in_(ids))
        .order_by(Session.id)
    )
    for one, module, course, group in db.session.execute(found):
        titles: Mapping[str, str] = (
            {"": one.title} if one.title else module or course or {"": group}
        )
        day = f"{one.day.isoformat()} {one.day.day}. {one.day.month}. {one.day.year}"
        about = wanted(
            "session", one.id, "", next(iter(titles.values())), group, *(course or {}).values(),
            one.place, one.code, day, course_id=None,
        )  # fmt: skip
        named = "\n".join(words.lines(title, language) for language, title in titles.items())
        yield about._replace(title=named)


MAKERS = {"programme": programmes, "lesson": lessons, "term": terms, "session": sessions}
TABLES: dict[str, Any] = {
    "programme": Programme, "lesson": Lesson, "term": Term, "session": Session
}  # fmt: skip
