"""One field, what it finds, and what to do where nothing is found. What is typed is never kept."""

from collections.abc import Sequence
from re import Pattern
from typing import Any, NamedTuple

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from lms.attendance.models import Session
from lms.i18n import in_words, speaking, tongue
from lms.search import queries, rules
from lms.search.queries import Hit
from lms.search.views.blueprint import bp
from lms.search.words import is_too_much, looked_for, where
from lms.web import me, page, page_of, public

ON_A_PAGE = 10
KINDS = {  # words for one, words for many, icon
    "programme": (_l("Programme"), _l("Programmes"), "map"),
    "lesson": (_l("Lesson"), _l("Lessons"), "book"),
    "term": (_l("Word"), _l("Words"), "talk"),
    "session": (_l("Session"), _l("Sessions"), "cal"),
}


class Result(NamedTuple):
    """Something that was found, as the page shows it."""

    kind: str
    thing: Any  # what queries.WITH says of it
    title: Markup
    language: str  # of title and piece; that of the page, where they have none
    url: str
    piece: Markup


@bp.get("/search")
@public
def search():
    person = me() if current_user.is_authenticated else None
    typed, languages = request.args.get("q", "").strip(), queries.languages()
    kind, language = one_of(KINDS, "kind"), one_of(languages, "language")
    words = looked_for(typed)
    found = queries.find(person, words, speaking(), kind, language)
    pages = page_of(found.hits, ON_A_PAGE)
    nothing = bool(words) and not pages.items
    return page(
        "search/search.html",
        typed=typed[:1000],
        words=words,
        pages=pages,
        more=found.more,
        results=results(pages.items, where(words)) if pages.items else [],
        nearest=queries.nearest(person, words) if nothing else "",
        too_much=is_too_much(typed),
        kinds=KINDS,
        kind=kind,
        languages=languages,
        language=language,
    )


def one_of(known, name):
    asked = request.args.get(name, "")
    return asked if asked in known else ""


def results(hits: Sequence[Hit], pattern: Pattern[str]) -> list[Result]:
    """What the page shows of these: of what was there a moment ago and is gone, nothing."""
    entries, things = queries.entries(hits), queries.things(hits)
    return [
        result(hit.kind, thing, entries[hit.entry], pattern)
        for hit in hits
        if hit.entry in entries and (thing := things.get((hit.kind, hit.ref_id)))
    ]


def result(kind: str, thing: Any, entry: Any, pattern: Pattern[str]) -> Result:
    if kind == "session":
        return of_session(thing.Session, pattern)
    shown = rules.marked(entry.shown.split(), entry.title.split("\n"), pattern)
    url, piece = address(kind, thing, entry.language), rules.piece(entry.plain, entry.text, pattern)
    return Result(kind, thing, shown, entry.language, url, piece)


def of_session(session: Session, pattern: Pattern[str]) -> Result:
    """Its title is that of its module or course, where it has none of its own."""
    about = session.title or (session.module or session.course or session.group).title
    title, language = in_words(about), tongue(about)
    url = url_for("attendance.session", session_id=session.id)
    return Result(
        "session", session, rules.title(title, language, pattern), language, url, Markup()
    )


def address(kind: str, thing: Any, language: str) -> str:
    """Where it is opened; nothing for a word whose glossary has no page."""
    if kind == "lesson":
        return url_for("courses.lesson", lesson_id=thing.id, lang=language)
    if kind == "programme":
        return url_for("courses.programme", slug=thing.slug)
    if "courses.glossary" in current_app.view_functions:
        return url_for("courses.glossary", slug=thing.of, _anchor=f"term-{thing.slug}")
    return ""
