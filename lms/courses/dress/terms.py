"""Words of the glossary: links to it, and cards that say at once what they mean."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from lms.courses.dress.media import address
from lms.courses.dress.page import Page, attributes, attributes_of, link_to, part
from lms.courses.markup import media_name
from lms.courses.models import Media, Term
from lms.i18n import in_words, speaking

_TERM = re.compile(r'<a\b((?=[^>]* data-term=)(?:[^>"]|"[^"]*")*)>(.*?)</a>', re.DOTALL)


def terms(html: str, page: Page) -> str:
    """The page with its terms. One that the glossary does not have stays a word."""
    return _TERM.sub(lambda found: _term(found, page), html)


def _term(found: re.Match[str], page: Page) -> str:
    said, words = attributes(found[1]), found[2]
    slug = said.get("data-term")
    if slug is None:  # a link whose address has such words
        return found[0]
    term = page.terms.get(slug)
    if term is None:
        return words
    if "bare" in said.get("class", "").split():
        words = _word(term, page.language)
    where = link_to("courses.glossary", slug=page.course, _anchor=f"term-{slug}")
    return f'<a class="term" href="{escape(where)}" data-card="card-{slug}">{words}</a>'


def _word(term: Term, wanted: str) -> str:
    """A term in this language, marked where it is not there in it."""
    if wanted in term.term:
        return str(escape(term.term[wanted]))
    words = in_words(term.term, wanted)
    lang = next(lang for lang, word in term.term.items() if word == words)
    return str(Markup("<bdi {}>{}</bdi>").format(attributes_of(lang), words))


def meanings(page: Page) -> Markup:
    """The cards of all terms of the page: word and meaning in the language of the text and in the
    one beside it, or else in that of the page. They open on a tap (static/terms.js)."""
    cards = [
        part("card", term, said_in(term, page), sounds(term, page.media), page)
        for _slug, term in sorted(page.terms.items())
    ]
    return Markup("\n").join(map(Markup, cards))


def said_in(term: Term, page: Page) -> list[str]:
    """The two languages in which a card says a term; where it is in none of them, the first it
    has."""
    wanted = dict.fromkeys([page.language, page.beside, speaking()])
    known = [lang for lang in wanted if lang in term.term or lang in term.meaning]
    return known[:2] or list(term.term)[:1]


def sounds(term: Term, named: Mapping[str, Media]) -> dict[str, str]:
    """Where a term is spoken, by language."""
    found = {
        lang: named.get(media_name(source) or "") for lang, source in (term.audio or {}).items()
    }
    return {lang: address(media) for lang, media in found.items() if media and address(media)}
