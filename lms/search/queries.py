"""Finding: what has all the words, as far as somebody may see it; titles before texts.

One statement, with SQLite's FTS5 or PostgreSQL's tsvector behind it. Both answer alike: words come
normalised into both indexes, and none of their own rules takes part. What stands in titles is read
first and then the rest, no more of each than a search shows, so a word that is everywhere costs
no more than one that is somewhere.
"""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    column,
    exists,
    literal_column,
    or_,
    select,
    table,
    union_all,
)

from lms.attendance.models import Session, Status
from lms.attendance.queries.belonging import is_member, signed_up
from lms.attendance.queries.sessions import AS_LISTED, works_with
from lms.courses.models import Course, Group, Lesson, Module, Programme, Term
from lms.courses.queries.opening import opens
from lms.db import db
from lms.people.models import STAFF, Organisation, Person
from lms.search.models import KINDS, SearchEntry
from lms.search.words import Looked

MOST = 50  # things that one search shows
ENTRIES = 4 * MOST  # a thing may be found in several languages
NAMES = 500  # among which the nearest is looked for
SIGNS = ".,:;!?()\"'„“«»"  # around a word
NEAR = 72  # of 100: how like a word must be to be offered instead
INDEX = table("search_index", column("rowid"), column("search_index"))  # SQLite's
WORDS = (  # PostgreSQL's: the same expression as in the migration
    "array_to_tsvector(array_remove(string_to_array(translate({}, E'\\n', ' '), ' '), ''))"
)
WHOLE = WORDS.format("search_entries.title || ' ' || search_entries.text")
TITLE = WORDS.format("search_entries.title")
ONES: Any = bindparam("ids", expanding=True)
WITH: dict[str, Select] = {  # where it is, and by what its page is found
    "programme": select(Programme.id, Programme.slug, Organisation.name)
    .join(Organisation, Organisation.id == Programme.organisation_id)
    .where(Programme.id.in_(ONES)),
    "lesson": select(Lesson.id, Course.title.label("course"), Module.title.label("module"))
    .join(Module, Module.id == Lesson.module_id)
    .join(Course, Course.id == Module.course_id)
    .where(Lesson.id.in_(ONES)),
    "term": select(Term.id, Term.slug, Course.title.label("course"), Course.slug.label("of"))
    .join(Course, Course.id == Term.course_id)
    .where(Term.id.in_(ONES)),
    "session": select(Session.id, Session).options(*AS_LISTED).where(Session.id.in_(ONES)),
}
ENTRY = select(
    SearchEntry.id,
    SearchEntry.language,
    SearchEntry.shown,
    SearchEntry.title,
    SearchEntry.plain,
    SearchEntry.text,
).where(SearchEntry.id.in_(ONES))
PLACE = {kind: place for place, kind in enumerate(KINDS)}


class Found(NamedTuple):
    """What one search shows, and whether there is more than that."""

    hits: list["Hit"]
    more: bool


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
) -> Found:
    """What has all these words, the best first, each thing once and `MOST` at most.

    Titles are before texts, entries in the language of who asks (`speaking`) before others. `kind`
    and `language` are those that are wanted; none: all. `person`: who asks; none: the public.
    """
    if not words:
        return Found([], more=False)
    on_sqlite = db.session.get_bind().dialect.name == "sqlite"
    asked = fts5(words) if on_sqlite else tsquery(words)
    values = {"words": asked, "titled": f"{{title}} : ({asked})" if on_sqlite else asked}
    values |= {"kind": kind, "language": language} | bound(person)
    wanted = statement(person.role if person else None, bool(kind), bool(language), on_sqlite)
    rows = db.session.execute(wanted, values).all()
    hits = in_order(rows, speaking)
    full = any(sum(row.titled == part for row in rows) == ENTRIES for part in (0, 1))
    return Found(hits[:MOST], more=full or len(hits) > MOST)


def bound(person: Person | None) -> dict[str, Any]:
    return {"person": person.id, "organisation": person.organisation_id} if person else {}


def in_order(rows: Sequence[Any], speaking: str) -> list[Hit]:
    ranked = sorted(
        (not titled, language != speaking, PLACE[kind], kind, ref_id, key)
        for key, kind, ref_id, language, titled in rows
    )
    hits: dict[tuple[str, int], Hit] = {}
    for _titled, _language, _place, kind, ref_id, key in ranked:
        hits.setdefault((kind, ref_id), Hit(key, kind, ref_id))
    return list(hits.values())


@cache
def statement(role: str | None, of_kind: bool, in_language: bool, on_sqlite: bool) -> Any:
    """The entries that have all the words, in the title and anywhere, as far as somebody of a role
    may see them. Built once; words and person are bound."""
    asked = [may_see(anybody(role) if role else None)]
    asked += [SearchEntry.kind == bindparam("kind")] if of_kind else []
    asked += [SearchEntry.language == bindparam("language")] if in_language else []
    parts = [
        with_words(title, on_sqlite).where(*asked).order_by(SearchEntry.id).limit(ENTRIES)
        for title in (True, False)
    ]
    return union_all(*(part.subquery().select() for part in parts))


def anybody(role: str) -> Any:
    """Who asks, in a statement that is there before them."""
    who: dict[str, Any] = {"id": bindparam("person"), "organisation_id": bindparam("organisation")}
    return SimpleNamespace(role=role, is_staff=role in STAFF, **who)


def with_words(title: bool, on_sqlite: bool) -> Select:
    """The entries that have all these words: in the title, or anywhere."""
    found: Any = select(
        SearchEntry.id,
        SearchEntry.kind,
        SearchEntry.ref_id,
        SearchEntry.language,
        literal_column(str(int(title))).label("titled"),
    )
    asked: Any = bindparam("titled" if title else "words")
    if on_sqlite:
        match = INDEX.c.search_index.op("MATCH")(asked)
        return found.join(INDEX, INDEX.c.rowid == SearchEntry.id).where(match)
    places = [WHOLE, TITLE] if title else [WHOLE]
    query = asked.op("::")(literal_column("tsquery"))
    return found.where(*(literal_column(one).bool_op("@@")(query) for one in places))


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


def may_see(person: Any) -> ColumnElement[bool]:
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


def stepping() -> Select:
    """Through an index from one language to the next."""
    first = select(SearchEntry.language.label("code")).order_by(SearchEntry.language).limit(1)
    codes = select(first.subquery().c.code).cte("codes", recursive=True)
    after = select(SearchEntry.language).where(SearchEntry.language > codes.c.code)
    after = after.order_by(SearchEntry.language).limit(1).correlate(codes)
    following = select(after.scalar_subquery()).select_from(codes).where(codes.c.code.is_not(None))
    return select(codes.union_all(following).c.code)


LANGUAGES = stepping()


def languages() -> list[str]:
    """The languages in which there is something to find. One query, of a few steps."""
    return [code for code in db.session.scalars(LANGUAGES) if code]


def things(hits: Sequence[Hit]) -> dict[tuple[str, int], Row]:
    """What was found, each with what a result says of it (`WITH`). One query for each kind."""
    found: dict[tuple[str, int], Row] = {}
    for kind, wanted in WITH.items():
        if ids := [hit.ref_id for hit in hits if hit.kind == kind]:
            found |= {(kind, row.id): row for row in db.session.execute(wanted, {"ids": ids})}
    return found


def entries(hits: Sequence[Hit]) -> dict[int, Row]:
    """The entries of some hits by their ids. One query."""
    found = db.session.execute(ENTRY, {"ids": [hit.entry for hit in hits]})
    return {row.id: row for row in found}


def nearest(person: Person | None, words: Sequence[Looked]) -> str:
    """The query again with the words that are nearest among the titles of the glossary, of lessons
    and programmes, as far as somebody may see them; nothing where a word is like none. One query.
    """
    known: dict[str, tuple[str, int]] = {}  # a word, and where in which title it stands
    for shown, title in db.session.execute(named(person.role if person else None), bound(person)):
        for place, line in enumerate(title.split("\n")):
            for word in line.split():
                known.setdefault(word, (shown, place))
    found = []
    for one in words:
        begun = next((word for word in known if word.startswith(one.word)), None)
        like = process.extractOne(one.word, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if begun is None and like is None:
            return ""
        shown, place = known[begun or like[0]]  # type: ignore[index]
        found.append(shown.split()[place].strip(SIGNS))
    return " ".join(dict.fromkeys(found))


@cache
def named(role: str | None) -> Select:
    """The titles among which the nearest is looked for; those of the glossary first."""
    titles = select(SearchEntry.shown, SearchEntry.title).where(SearchEntry.kind != "session")
    titles = titles.where(may_see(anybody(role) if role else None))
    return titles.order_by(SearchEntry.kind.desc(), SearchEntry.id).limit(NAMES)
