"""Questions of Moodle XML as plain values, by their type. Gaps are in gaps.py."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.figures import number
from lms.questions.formats.incoming import Incoming
from lms.questions.formats.moodle import parts
from lms.questions.formats.moodle.parts import value, worth

Plain = dict[str, Any]


class Unfit(Exception):
    """This question cannot be asked here; the words say why."""


def multichoice(question: Element, incoming: Incoming) -> Plain:
    several = value(question, "single").lower() in ("false", "0")
    share = parts.share_of if several else lambda one: parts.positive(one, incoming)
    options = [_option(one, share(one), incoming) for one in question.findall("answer")]
    found = {"type": "choices" if several else "choice", "options": options}
    shuffle = {"shuffle": parts.yes(question, "shuffleanswers")}
    return {**found, **shuffle, **({"partial": "shares"} if several else {})}


def all_or_nothing(question: Element, incoming: Incoming) -> Plain:
    """The plug-in "multichoiceset"."""
    options = [
        _option(one, Fraction(parts.share_of(one) > 0), incoming)
        for one in question.findall("answer")
    ]
    shuffle = parts.yes(question, "shuffleanswers")
    return {"type": "choices", "options": options, "partial": "all", "shuffle": shuffle}


def _option(answer: Element, share: Fraction, incoming: Incoming) -> Plain:
    face = incoming.face(parts.html_of(answer), named=True)
    return {**face, **worth(share), **parts.feedback_of(answer, incoming)}


def truefalse(question: Element, incoming: Incoming) -> Plain:
    said: dict[str, dict[str, str]] = {}
    right = None
    for answer in question.findall("answer"):
        is_right = parts.share_of(answer) > 0
        if is_right:
            right = value(answer, "text").lower() == "true"
        if texts := incoming.texts(parts.html_of(answer.find("feedback"))):
            said["right" if is_right else "wrong"] = texts
    if right is None:
        raise Unfit(_("No answer is right."))
    return {"type": "true_false", "answer": right, "feedback": said}


def shortanswer(question: Element, incoming: Incoming) -> Plain:
    """A star that stands for anything is not known here: what is taken is written out."""
    answers, said = [], {}
    for answer in question.findall("answer"):
        text = value(answer, "text")
        if text == "*":
            said = {"wrong": incoming.texts(parts.html_of(answer.find("feedback")))}
            incoming.changed(_('The answer "*", which takes anything, was left out.'))
        elif "*" in text.replace(r"\*", ""):
            incoming.changed(
                _('The answer "%(text)s" was left out: a star stands for nothing else here.',
                  text=text[:60])
            )  # fmt: skip
        else:
            share = parts.share_only(parts.positive(answer, incoming))
            said_to = parts.feedback_of(answer, incoming)
            answers.append({"text": text.replace(r"\*", "*"), **share, **said_to})
    case = parts.yes(question, "usecase")
    return {"type": "text", "answers": answers, "case": case, "accents": True, "feedback": said}


def numerical(question: Element, incoming: Incoming) -> Plain:
    answers, said = [], {}
    for answer in question.findall("answer"):
        if value(answer, "text") == "*":
            said = {"wrong": incoming.texts(parts.html_of(answer.find("feedback")))}
            incoming.changed(_('The answer "*", which takes anything, was left out.'))
            continue
        figure = number(value(answer, "text"))
        tolerance = number(value(answer, "tolerance") or "0")
        if figure is None or tolerance is None:
            raise Unfit(_('"%(text)s" is no number.', text=value(answer, "text")[:40]))
        found = {"value": str(figure), **({"tolerance": str(abs(tolerance))} if tolerance else {})}
        share = parts.share_only(parts.positive(answer, incoming))
        answers.append({**found, **share, **parts.feedback_of(answer, incoming)})
    return {"type": "number", "answers": answers, "feedback": said, **_units(question, incoming)}


def _units(question: Element, incoming: Incoming) -> Plain:
    """Moodle multiplies the right answer by a unit's figure; here what is typed is multiplied.
    The unit with 1 comes first."""
    units = []
    for unit in question.iterfind("units/unit"):
        multiplier = number(value(unit, "multiplier"))
        if not multiplier or multiplier < 0:
            raise Unfit(_("A unit has no figure to reckon with."))
        units.append((value(unit, "unit_name"), 1 / multiplier))
    units.sort(key=lambda unit: unit[1] != 1)
    if not units:
        return {}
    required = value(question, "unitgradingtype") not in ("", "0")
    if required and number(value(question, "unitpenalty")) not in (None, Fraction(1)):
        incoming.changed(_("Without its unit, or with a wrong one, the answer brings nothing."))
    named = [
        {"name": name, **({} if factor == 1 else {"factor": str(factor)})} for name, factor in units
    ]
    return {"units": named, "unit_required": required}


def matching(question: Element, incoming: Incoming) -> Plain:
    pairs, extra = [], []
    for pair in question.findall("subquestion"):
        left = incoming.face(parts.html_of(pair), named=True)
        right = {"text": {incoming.language: value(pair, "answer/text")}}
        if inner := incoming.face(parts.html_of(pair.find("answer")), named=True):
            right = inner
        if left:
            pairs.append({"left": left, "right": right})
        else:
            extra.append(right)
    shuffle = parts.yes(question, "shuffleanswers")
    return {"type": "match", "pairs": pairs, "extra": extra, "partial": "each", "shuffle": shuffle}


def ordering(question: Element, incoming: Incoming) -> Plain:
    items = [incoming.face(parts.html_of(one), named=True) for one in question.findall("answer")]
    grading = value(question, "gradingtype").upper()
    if value(question, "selecttype").upper() not in ("", "ALL", "EXACT"):
        incoming.changed(_("All parts are put in order, not only some that are drawn."))
    if grading not in ("ALL_OR_NOTHING", "ABSOLUTE_POSITION", "ABSOLUTE", "ABS"):
        incoming.changed(_("Each part at its right place counts; what stands beside it does not."))
    partial = "all" if grading == "ALL_OR_NOTHING" else "each"
    return {"type": "order", "items": items, "partial": partial}


def essay(question: Element, incoming: Incoming) -> Plain:
    """Where there is no field for text but files are taken, a file is what is asked for."""
    form, files = value(question, "responseformat"), value(question, "attachments")
    kind = "file" if form == "noinline" else "essay"
    if kind == "essay" and files not in ("", "0"):
        incoming.changed(_("Text is taken, and no files with it."))
    if incoming.texts(parts.html_of(question.find("responsetemplate"))):
        incoming.changed(_("The text that stood in the answer from the beginning was left out."))
    most = number(value(question, "maxwordlimit"))
    model = incoming.texts(parts.html_of(question.find("graderinfo")))
    length = {"most": int(most)} if most and kind == "essay" else {}
    return {"type": kind, "model_answer": model, **length}


def recording(question: Element, incoming: Incoming) -> Plain:
    """The plug-in "recordrtc"."""
    if value(question, "mediatype") not in ("", "audio"):
        raise Unfit(_("It asks for a film; here people record their voice."))
    most = number(value(question, "timelimitinseconds"))
    model = incoming.texts(parts.html_of(question.find("graderinfo")))
    return {"type": "audio", "model_answer": model, **({"most": int(most)} if most else {})}


KINDS: dict[str, Callable[[Element, Incoming], Plain]] = {
    "multichoice": multichoice,
    "multichoiceset": all_or_nothing,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "ddmatch": matching,
    "ordering": ordering,
    "essay": essay,
    "recordrtc": recording,
}
