"""Reading a course's glossary: what its words mean, in its languages."""

from flask_babel import gettext as _

from lms.courses.content import written
from lms.courses.content.fields import Fields
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.courses.content.tree import Node
from lms.courses.markup import TERM, media_name, unknown
from lms.courses.rules import MOST_TERMS

MOST_MEANING = 1000


def read_glossary(reader: Reader, file: str) -> list[written.Term]:
    """The terms of a file: each under its short name, with `term`, `meaning` and perhaps `audio`.
    What is wrong is reported, the rest still read."""
    fields = reader.fields(file)
    if fields is None:
        return []
    if len(fields.nodes) > MOST_TERMS:
        reader.files.wrong(file, _("A glossary has at most %(most)s words.", most=MOST_TERMS))
        return []
    found = [_term(fields, slug, node) for slug, node in fields.nodes.items()]
    return sorted((term for term in found if term), key=lambda term: term.slug)


def _term(fields: Fields, slug: str, node: Node) -> written.Term | None:
    if not TERM.fullmatch(slug):
        fields.wrong(slug, _("Use small letters a to z, digits and hyphens."))
        return None
    if not isinstance(node.value, dict):
        fields.wrong(slug, _("Write the keys term and meaning here."))
        return None
    inner = fields.inner(node)
    term = written.Term(
        slug=slug,
        term=inner.texts("term", _("This key is missing. Write the word."), most=200) or {},
        meaning=inner.texts("meaning", _("This key is missing. Write what it means."), MOST_MEANING)
        or {},
        audio=_audio(inner),
    )
    inner.end()
    return term


def _audio(fields: Fields) -> dict[str, str] | None:
    given = fields.texts("audio")
    for address in (given or {}).values():
        if not media_name(address):
            example = "../media/word.sl.mp3"
            words = _('Name a file of the course: "%(example)s".', example=example)
            fields.wrong("audio", words)
    return given


def names_in_texts(problems: Problems, courses: list[written.Course]) -> None:
    """Reports the terms that a lesson names and its course's glossary does not have."""
    for course in courses:
        terms = {term.slug for term in course.terms}
        for text in written.Folder([], [course]).texts():
            for line, words in unknown(text.markdown, terms):
                problems.add(text.file, text.first + line - 1, None, words)
