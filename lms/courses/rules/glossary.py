"""Words of a glossary in order, by letter, and found by what somebody types."""

import unicodedata
from collections.abc import Iterable

from lms.courses.models import Term
from lms.i18n import in_words

MOST_TERMS = 500  # of one course


def folded(words: str) -> str:
    """Words as they are compared: no case, no signs above or below letters."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).strip()


def letter_of(term: Term, lang: str) -> str:
    """The letter under which a term stands in this language."""
    return folded(in_words(term.term, lang))[:1].upper()


def terms_in_order(terms: Iterable[Term], lang: str) -> list[Term]:
    """The terms by their words in this language."""
    return sorted(terms, key=lambda term: (folded(in_words(term.term, lang)), term.slug))


def terms_matching(terms: Iterable[Term], typed: str) -> list[Term]:
    """The terms that have what was typed, in the word or its meaning, in any language."""
    wanted = folded(typed)
    return [term for term in terms if any(wanted in folded(words) for words in all_words(term))]


def all_words(term: Term) -> list[str]:
    return [*term.term.values(), *term.meaning.values()]
