"""A question on its way out: its texts as HTML, and the files that go with them."""

from collections.abc import Mapping
from html import escape

from flask_babel import gettext as _

from lms.questions.formats.found import Media
from lms.questions.formats.only import in_one
from lms.questions.formats.own import readable
from lms.questions.shape import Face, Question


class Outgoing:
    """One question. `media` brings the bytes of a file of the course by its name."""

    def __init__(self, question: Question, media: Media, language: str) -> None:
        self.question, self.language = question, language
        self.media = media
        self.files: dict[str, bytes] = {}
        self.changes: list[str] = []

    def changed(self, words: str) -> None:
        if words not in self.changes:
            self.changes.append(words)

    def words(self, texts: Mapping[str, str]) -> str:
        """The words in the language of the export, as plain text."""
        return readable(in_one(texts, self.language))

    def name(self, face: Face) -> str:
        """What a face says where only words can stand: its text, or what its picture shows."""
        text = self.words(face.text) or self.words(face.words)
        if face.picture or face.audio:
            self.changed(_("Where this format has only words, pictures and sounds are left out."))
        return text or next(
            (file_of(one) for one in [face.picture, *face.audio.values()] if one), ""
        )

    def lines(self, texts: Mapping[str, str]) -> str:
        """Words as HTML."""
        return html_lines(self.words(texts))

    def file(self, address: str) -> str:
        """The name of a file, which comes along where the course has it."""
        name = file_of(address)
        if name not in self.files:
            try:
                self.files[name] = self.media(name)
            except KeyError:
                self.changed(_('The file "%(file)s" is not in this course.', file=name))
        return name


def media_of(question: Question) -> list[str]:
    """The addresses of everything that is seen or heard in a question, each once."""
    faces = [question.prompt, *(one.face for one in (*question.options, *question.extra))]
    faces += [face for pair in question.pairs for face in (pair.left, pair.right)]
    faces += [one.face for gap in question.gaps for one in gap.options]
    found = [one for face in faces for one in (face.picture, *face.audio.values()) if one]
    return list(dict.fromkeys(found))


def file_of(address: str) -> str:
    return address.rpartition("/")[2]


def html_lines(text: str) -> str:
    return escape(readable(text), quote=False).replace("\n", "<br>")
