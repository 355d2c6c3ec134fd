"""A text that is being written, dressed as for its readers: with pictures, players and terms."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from lms.courses import dress, queries
from lms.courses.blocks import digests
from lms.courses.markup import media_name, uses_of
from lms.courses.reading import Page, Words, composed


class Shown(NamedTuple):
    """The blocks as they are shown, the cards of their terms, and what the page's policy for other
    hosts needs more."""

    parts: list[Words]
    cards: Markup
    frames: str


def shown(lesson, blocks: Iterable[Words], language: str, *, base: str = "", play: str = ""):
    """Blocks of clean HTML, dressed. Two queries at most."""
    blocks, course = list(blocks), lesson.module.course
    uses = uses_of("", [block.html for block in blocks])
    terms = queries.terms_named(course.id, uses["terms"])
    spoken = [media_name(at) for term in terms.values() for at in (term.audio or {}).values()]
    media = queries.media_named(course.id, {*uses["media"], *filter(None, spoken)})
    page = dress.Page(
        course=course.slug, lesson_id=lesson.id, language=language, media=media, terms=terms,
        play=play, base=base,
    )  # fmt: skip
    parts = [
        Words(block.language, dress.dress(block.html, page._replace(language=block.language)))
        for block in blocks
    ]
    cards = dress.meanings(page) if terms else Markup("")
    return Shown(parts, cards, dress.frames(uses, play))


def as_read(lesson, language: str, markdown: str, links, html: list[str]) -> list[Words]:
    """The blocks of a draft as people would read them: what a translation lacks is there in the
    language of the source."""
    made = zip(digests(markdown), links, html, strict=True)
    mine = [{"id": name, "of": link, "html": part} for name, link, part in made]
    pages = {text.language: Page(text.language, text.blocks) for text in lesson.texts}
    pages[language] = Page(language, mine)
    return [block.words for block in composed(pages, lesson.source, language, "").blocks]
