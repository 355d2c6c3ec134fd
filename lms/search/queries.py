"""Finding: what has all the words, as far as somebody may see it; titles before texts.

One statement, with SQLite's FTS5 or PostgreSQL's tsvector behind it. Both answer alike: words come
normalised into both indexes, and none of their own rules takes part. What stands in titles is read
first and then the rest, no more of each than a search shows, so a word that is everywhere costs
no more than one that is somewhere.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    column,
    exists,
    literal,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import joinedload

from lms.attendance.models import Session, Status
from lms.attendance.queries.belonging import is_member, signed_up
from lms.attendance.queries.sessions import AS_LISTED, works_with
from lms.courses.models import Course, Group, Lesson, Module, Programme, Term
from lms.courses.queries.opening import opens
from lms.db import db
from lms.people.models import Person
from lms.search.models import KINDS, SearchEntry
from lms.search.words import Looked, folded

MOST = 100  # things that one search shows
ENTRIES = 5 * MOST  # a thing may be found in several languages
NAMES = 1_000  # among which the nearest is looked for
SIGNS = ".,:;!?()\"'„“«»"  # around a word
NEAR = 72  # of 100: how like a word must be to be offered instead
INDEX = table("search_index", column("rowid"), column("search_index"))  # SQLite's
WORDS = (  # PostgreSQL's: the same expression as in the migration
    "array_to_tsvector(array_remove(string_to_array(translate({}, E'\\n', ' '), ' '), ''))"
)
WHOLE = WORDS.format("search_entries.title || ' ' || search_entries.text")
TITLE = WORDS.format("search_entries.title")
WITH: dict[str, tuple[Any, ...]] = {
    "programme": (Programme, joinedload(Programme.organisation)),
    "lesson": (Lesson, joinedload(Lesson.module).joinedload(Module.course)),
    "term": (Term,),
    "session": (Session, *AS_LISTED),
}


class Hit(NamedTuple):
    """Something that was found, by the entry in the language that suits best."""

    entry: int
    kind: str
    ref_id: int


def find(
    person: Person | None,
    words: Sequence[Looked],
    speaking: str,
    kind: str = "",
    language: str = "",
) -> list[Hit]:
    """What has all these words, the best first, each thing once and `MOST` at most.

    Titles are before texts, entries in the language of who asks (`speaking`) before others. `kind`
    and `language` are those that are wanted; none: all. `person`: who asks; none: the public.
    """
    if not words:
        return []
    asked = [may_see(person)]
    asked += [SearchEntry.kind == kind] if kind else []
    asked += [SearchEntry.language == language] if language else []
    parts = [
        with_words(words, title=title).where(*asked).order_by(SearchEntry.id).limit(ENTRIES)
        for title in (True, False)
    ]
    rows = db.session.execute(union_all(*(part.subquery().select() for part in parts))).all()
    return in_order(rows, speaking)


def in_order(rows: Sequence[Any], speaking: str) -> list[Hit]:
    def rank(row: Any) -> tuple:
        return not row.titled, row.language != speaking, KINDS.index(row.kind), row.id

    hits: dict[tuple[str, int], Hit] = {}
    for row in sorted(rows, key=rank):
        hits.setdefault((row.kind, row.ref_id), Hit(row.id, row.kind, row.ref_id))
    return list(hits.values())[:MOST]


def with_words(words: Sequence[Looked], *, title: bool) -> Select:
    """The entries that have all these words: in the title, or anywhere."""
    found = select(
        SearchEntry.id,
        SearchEntry.kind,
        SearchEntry.ref_id,
        SearchEntry.language,
        literal(int(title)).label("titled"),
    )
    if db.session.get_bind().dialect.name == "sqlite":
        asked = fts5(words)
        match = INDEX.c.search_index.op("MATCH")(f"{{title}} : ({asked})" if title else asked)
        return found.join(INDEX, INDEX.c.rowid == SearchEntry.id).where(match)
    asked = tsquery(words)
    places = [WHOLE, TITLE] if title else [WHOLE]
    return found.where(*(has(place, asked) for place in places))


def has(place: str, asked: str) -> ColumnElement[bool]:
    return literal_column(place).op("@@", is_comparison=True)(
        literal(asked).op("::")(literal_column("tsquery"))
    )


def fts5(words: Sequence[Looked]) -> str:
    """The query as FTS5 reads it. Words are letters and digits, and stand between quotes."""
    return " AND ".join(
        "({})".format(
            " OR ".join(
                [f'"{one.word}"{" *" if one.begins else ""}', *(f'"{stem}"' for stem in one.whole)]
            )
        )
        for one in words
    )


def tsquery(words: Sequence[Looked]) -> str:
    """The query as PostgreSQL reads it, the same way."""
    return " & ".join(
        "({})".format(
            " | ".join(
                [f"'{one.word}'{':*' if one.begins else ''}", *(f"'{stem}'" for stem in one.whole)]
            )
        )
        for one in words
    )


def may_see(person: Person | None) -> ColumnElement[bool]:
    """Whether somebody may open what an entry is about: programmes are public; lessons and terms
    are for who may open the course; sessions for those whose they are, and open ones for all."""
    public = SearchEntry.kind == "programme"
    if person is None:
        return public
    of_course = and_(SearchEntry.kind.in_(["lesson", "term"]), opens(person, SearchEntry.course_id))  # type: ignore[arg-type]
    theirs = or_(Session.is_open, is_member(person), signed_up(person))
    if person.is_staff:
        theirs = or_(theirs, works_with(person))
    meeting = exists().where(
        Session.id == SearchEntry.ref_id,
        Group.id == Session.group_id,
        Session.status != Status.MOVED,
        theirs,
    )
    return or_(public, of_course, and_(SearchEntry.kind == "session", meeting))


def languages() -> list[str]:
    """The languages in which there is something to find. One statement: it steps through the index
    from one language to the next."""
    first = select(SearchEntry.language.label("code")).order_by(SearchEntry.language).limit(1)
    codes = select(first.subquery().c.code).cte("codes", recursive=True)
    after = select(SearchEntry.language).where(SearchEntry.language > codes.c.code)
    after = after.order_by(SearchEntry.language).limit(1).correlate(codes)
    following = select(after.scalar_subquery()).select_from(codes).where(codes.c.code.is_not(None))
    found = db.session.scalars(select(codes.union_all(following).c.code))
    return [code for code in found if code]


def entries(hits: Sequence[Hit]) -> dict[int, SearchEntry]:
    """The entries of some hits by their ids. One query."""
    wanted = select(SearchEntry).where(SearchEntry.id.in_([hit.entry for hit in hits]))
    return {entry.id: entry for entry in db.session.scalars(wanted)}


def things(hits: Sequence[Hit]) -> dict[tuple[str, int], Any]:
    """What was found: lessons with module and course, programmes with their organisation, terms,
    sessions as they are listed. One query for each kind among them."""
    found: dict[tuple[str, int], Any] = {}
    for kind, (model, *options) in WITH.items():
        if ids := [hit.ref_id for hit in hits if hit.kind == kind]:
            rows = db.session.execute(select(model).where(model.id.in_(ids)).options(*options))
            found |= {(kind, row[0].id): row[0] for row in rows}
    return found


def courses_of(terms: Iterable[Term]) -> dict[int, Course]:
    """The courses of some terms by their ids. One query, where there are terms."""
    ids = {term.course_id for term in terms}
    found = db.session.scalars(select(Course).where(Course.id.in_(ids))) if ids else ()
    return {course.id: course for course in found}


def nearest(person: Person | None, words: Sequence[Looked]) -> str:
    """The query again with the words that are nearest among the titles of the glossary, of lessons
    and programmes, as far as somebody may see them; nothing where a word is like none. One query.
    """
    named = select(SearchEntry.shown).where(may_see(person), SearchEntry.kind != "session")
    named = named.order_by(SearchEntry.kind.desc(), SearchEntry.id).limit(NAMES)
    known: dict[str, str] = {}
    for shown in db.session.scalars(named):
        for written in shown.split():
            parts = folded(written).split()
            for part in parts:
                known.setdefault(part, written.strip(SIGNS) if len(parts) == 1 else part)
    found = []
    for one in words:
        begun = next((name for name in known if name.startswith(one.word)), None)
        like = process.extractOne(one.word, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if begun is None and like is None:
            return ""
        found.append(known[begun or like[0]])  # type: ignore[index]
    return " ".join(found)
