"""The blocks of a lesson with what they name: pictures, players, terms, lists to tick."""

from typing import NamedTuple

from flask import request, url_for
from markupsafe import Markup

from lms.courses import queries
from lms.courses.dress import Page, address, dress, frames, meanings, standings_at
from lms.courses.markup import media_name, uses_of
from lms.courses.models import Media
from lms.courses.reading import Reading, Words


class Dressed(NamedTuple):
    """A lesson as it is shown. `cards` are the meanings of its terms; `frames` is what its policy
    for other hosts needs more; `sound` the recording of the whole text, if it is a file here."""

    reading: Reading
    cards: Markup
    frames: str
    sound: Media | None
    sound_url: str


def dressed(found, reading: Reading, ticks, choice) -> Dressed:
    """Two queries at most: the terms of all languages shown, and the media."""
    text, course = found.texts[choice.shown], found.course
    htmls = [words.html for words in every(reading)]
    uses = uses_of("", htmls)
    terms = queries.terms_named(course.id, uses["terms"])
    spoken = [media_name(at) for term in terms.values() for at in (term.audio or {}).values()]
    recorded = media_name(text.audio or "")
    names = {*uses["media"], *filter(None, [*spoken, recorded])}
    media = queries.media_named(course.id, names)
    play = request.args.get("play", "")[:100]
    base = url_for(".lesson", lesson_id=found.lesson.id, lang=choice.asked or None)
    page = Page(
        course=course.slug, lesson_id=found.lesson.id, language=choice.shown,
        beside=choice.beside, media=media,
        terms=terms, ticked=ticks, small_data=bool(found.settings.small_data), play=play, base=base,
        standings=standings_at(found.lesson),
    )  # fmt: skip
    sound = media.get(recorded or "")
    return Dressed(
        Reading(
            reading.language,
            [in_dress(block, page) for block in reading.blocks],
            [Words(one.language, put_on(one, page)) for one in reading.whole],
        ),
        meanings(page) if terms else Markup(""),
        frames(uses, play),
        sound,
        address(sound) if sound else "",
    )


def every(reading):
    """Everything that is shown, in every language."""
    for block in reading.blocks:
        yield block.words
        if block.beside:
            yield block.beside
    yield from reading.whole


def in_dress(block, page):
    """A block can be ticked in the language that it is shown in, not in the one beside it."""
    html = dress(block.words.html, page._replace(
        language=block.words.language, may_tick=True), block.name or "")  # fmt: skip
    beside = block.beside and Words(block.beside.language, put_on(block.beside, page))
    return block._replace(words=Words(block.words.language, html), beside=beside)


def put_on(words, page):
    return dress(words.html, page._replace(language=words.language))
