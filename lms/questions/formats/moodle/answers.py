"""What makes the kinds of questions different, as Moodle XML has it. Gaps are in embedded.py."""

from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from flask_babel import gettext as _

from lms.questions.formats.figures import decimal
from lms.questions.formats.moodle.embedded import cloze
from lms.questions.formats.moodle.texts import put, put_face, put_html, put_text, put_words
from lms.questions.formats.outgoing import Outgoing, html_lines
from lms.questions.shape import Face, Kind, Option, Partial, Question, Texts

LATIN = 128


def percent(share: Fraction) -> str:
    return decimal(share * 100, 5)


def _answer(parent: Element, share: Fraction, text: str) -> Element:
    answer = put_text(parent, "answer", text)
    answer.attrib.update({"fraction": percent(share), "format": "moodle_auto_format"})
    return answer


def _option(parent: Element, option: Option, share: Fraction, out: Outgoing) -> None:
    answer = put_face(parent, "answer", option.face, out)
    answer.set("fraction", percent(share))
    put_words(answer, "feedback", option.feedback)


def choice(element: Element, out: Outgoing) -> None:
    put(element, "single", "true")
    put(element, "shuffleanswers", _true(out.question.shuffle))
    for option in out.question.options:
        _option(element, option, option.share, out)


def choices(element: Element, out: Outgoing) -> None:
    """Moodle adds shares up. Right less wrong is said by that; all or nothing is not."""
    question = out.question
    put(element, "single", "false")
    put(element, "shuffleanswers", _true(question.shuffle))
    right = sum(option.is_right for option in question.options)
    wrong = len(question.options) - right
    if question.partial is Partial.ALL:
        out.changed(_("Moodle gives a part of the points here: it has no all or nothing."))
    for option in question.options:
        share = option.share
        if question.partial is not Partial.SHARES:
            share = Fraction(1, right) if option.is_right else Fraction(-1, wrong)
        _option(element, option, share, out)


def true_false(element: Element, out: Outgoing) -> None:
    said = out.question.feedback
    for option in sorted(out.question.options, key=lambda one: one.id != "true"):
        answer = _answer(element, option.share, option.id)
        put_words(answer, "feedback", said.right if option.is_right else said.wrong)


def text(element: Element, out: Outgoing) -> None:
    question = out.question
    put(element, "usecase", "1" if question.case else "0")
    if not question.accents and any(
        ord(sign) >= LATIN for one in question.answers for sign in one.text
    ):
        out.changed(_("Moodle asks for every accent."))
    for one in question.answers:
        answer = _answer(element, one.share, _plain(one.text).replace("*", r"\*"))
        put_words(answer, "feedback", one.feedback)


def number(element: Element, out: Outgoing) -> None:
    question = out.question
    for one in question.numbers:
        answer = _answer(element, one.share, decimal(one.value))
        put_words(answer, "feedback", one.feedback)
        put(answer, "tolerance", decimal(one.tolerance))
    put(element, "unitgradingtype", "1" if question.unit_required else "0")
    put(element, "unitpenalty", "1" if question.unit_required else "0")
    put(element, "showunits", "0" if question.units else "3")
    put(element, "unitsleft", "0")
    if question.units:
        units = SubElement(element, "units")
        for unit in question.units:
            inner = SubElement(units, "unit")
            put(inner, "multiplier", decimal(1 / unit.factor, 15))
            put(inner, "unit_name", _plain(unit.name))


def match(element: Element, out: Outgoing) -> None:
    question = out.question
    put(element, "shuffleanswers", _true(question.shuffle))
    _each(question, out)
    for pair in question.pairs:
        inner = put_face(element, "subquestion", pair.left, out)
        put_text(inner, "answer", out.name(pair.right))
    for option in question.extra:
        inner = put_html(element, "subquestion", "")
        put_text(inner, "answer", out.name(option.face))


def order(element: Element, out: Outgoing) -> None:
    each = out.question.partial is Partial.EACH
    put(element, "layouttype", "VERTICAL")
    put(element, "selecttype", "ALL")
    put(element, "selectcount", str(len(out.question.options)))
    put(element, "gradingtype", "ABSOLUTE_POSITION" if each else "ALL_OR_NOTHING")
    put(element, "showgrading", "SHOW")
    for place, option in enumerate(out.question.options, 1):
        answer = put_face(element, "answer", option.face, out)
        answer.set("fraction", f"{place}.0000000")


def hotspot(element: Element, out: Outgoing) -> None:
    """Its places are options with their words: so it can be answered without seeing, too."""
    out.changed(_("Moodle shows the places as options beside the picture."))
    put(element, "single", "true")
    put(element, "shuffleanswers", "false")
    for place, spot in enumerate(out.question.spots, 1):
        words: Texts = spot.words or {out.language: str(place)}
        _option(element, Option(spot.id, Face(words), spot.share, spot.feedback), spot.share, out)


def essay(element: Element, out: Outgoing) -> None:
    question = out.question
    takes_files = question.kind is not Kind.ESSAY
    if question.kind is Kind.AUDIO:
        out.changed(_("Moodle asks for a file of sound: what records is a plug-in of it."))
    put(element, "responseformat", "noinline" if takes_files else "editor")
    put(element, "responserequired", "0" if takes_files else "1")
    put(element, "responsefieldlines", "10")
    if question.most and not takes_files:
        put(element, "maxwordlimit", str(question.most))
    put(element, "attachments", "1" if takes_files else "0")
    put(element, "attachmentsrequired", "1" if takes_files else "0")
    if question.kind is Kind.AUDIO:
        put(element, "filetypeslist", "audio")
    put_html(element, "graderinfo", _for_who_marks(question, out))
    put_html(element, "responsetemplate", "")


def _for_who_marks(question: Question, out: Outgoing) -> str:
    lines = [out.words(question.model_answer)] if question.model_answer else []
    for one in question.rubric:
        lines.append(f"- {out.words(one.title)} (0-{one.points})")
    return html_lines("\n".join(lines))


def _each(question: Question, out: Outgoing) -> None:
    if question.partial is Partial.ALL:
        out.changed(_("Moodle gives a part of the points here: it has no all or nothing."))


def _true(yes: bool) -> str:
    return "true" if yes else "false"


def _plain(text: str) -> str:
    return " ".join(text.split())


TYPES: dict[Kind, tuple[str, Callable[[Element, Outgoing], None]]] = {
    Kind.CHOICE: ("multichoice", choice),
    Kind.CHOICES: ("multichoice", choices),
    Kind.TRUE_FALSE: ("truefalse", true_false),
    Kind.TEXT: ("shortanswer", text),
    Kind.NUMBER: ("numerical", number),
    Kind.MATCH: ("matching", match),
    Kind.ORDER: ("ordering", order),
    Kind.CLOZE: ("cloze", cloze),
    Kind.HOTSPOT: ("multichoice", hotspot),
    Kind.AUDIO: ("essay", essay),
    Kind.ESSAY: ("essay", essay),
    Kind.FILE: ("essay", essay),
}
