"""Writes Moodle XML. Each question stands there twice: for Moodle, and whole (own.py)."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lms.questions.formats import own
from lms.questions.formats.figures import decimal
from lms.questions.formats.found import Media, Note, Written
from lms.questions.formats.moodle.answers import TYPES
from lms.questions.formats.moodle.texts import put, put_face, put_files, put_text, put_words
from lms.questions.formats.outgoing import Outgoing, media_of
from lms.questions.formats.own import readable
from lms.questions.shape import Question


def write(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    """A Moodle XML file. `changed` says what Moodle shows or marks otherwise; imported here again
    every question is what it was."""
    written, root = Written(b""), Element("quiz")
    category = SubElement(root, "question", {"type": "category"})
    put_text(category, "category", f"$course$/top/{readable(title).replace('/', '//')}")
    for question in questions:
        out = Outgoing(question, media, language)
        root.append(_element(question, out))
        written.changed += [Note(question.key, words) for words in out.changes]
    indent(root)
    written.content = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _element(question: Question, out: Outgoing) -> Element:
    kind, fill = TYPES[question.kind]
    element = Element("question", {"type": kind})
    put_text(element, "name", question.key)
    asked = put_face(element, "questiontext", question.prompt, out)
    put_words(element, "generalfeedback", question.feedback.always)
    put(element, "defaultgrade", decimal(question.points))
    put(element, "penalty", "0")
    put(element, "hidden", "0")
    put(element, "idnumber", question.key)
    put_words(element, "correctfeedback", question.feedback.right)
    put_words(element, "partiallycorrectfeedback", question.feedback.partly)
    put_words(element, "incorrectfeedback", question.feedback.wrong)
    fill(element, out)
    if question.hint:
        put_words(element, "hint", question.hint)
    if question.tags:
        tags = SubElement(element, "tags")
        for tag in question.tags:
            put_text(tags, "tag", readable(tag))
    shown = {file.get("name") for file in element.iter("file")}
    names = [out.file(address) for address in media_of(question)]
    more = {name: out.files[name] for name in names if name in out.files and name not in shown}
    put_files(asked, more)  # of answers that can only have words in Moodle
    own_one = SubElement(element, own.TAG)
    own_one.text = own.whole(question, own.digest(element))
    return element
