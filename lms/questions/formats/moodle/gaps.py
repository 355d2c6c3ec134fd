"""Texts with gaps of Moodle XML: cloze (embedded answers), gapselect, ddwtos.

An embedded answer is {weight:TYPE:answers}; answers are parted by "~", a right one begins with "="
or a share as %50%, what is said to it follows "#", and "\\" takes its meaning from the next sign.
"""

import re
from fractions import Fraction
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.figures import meant, number
from lms.questions.formats.incoming import Incoming
from lms.questions.formats.moodle import parts
from lms.questions.formats.moodle.kinds import Plain, Unfit
from lms.questions.formats.moodle.parts import value

TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
CHOSEN = re.compile(r"(MULTICHOICE|MC)(_?[VHS]{1,2})?")
NUMERIC = {"NUMERICAL", "NM"}
GAP = re.compile(
    r"\{\s{0,3}(\d{0,4})\s{0,3}:\s{0,3}([A-Z_]{2,20})\s{0,3}:((?:[^\\{}]|\\.)*)\}", re.DOTALL
)
BEGINS = re.compile(r"\{\s{0,3}\d{0,4}\s{0,3}:\s{0,3}[A-Z_]{2,20}\s{0,3}:")
PART = re.compile(r"\s*(=|%(-?[0-9.,]{1,12})%)?(.*)", re.DOTALL)
BOX = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze(question: Element, incoming: Incoming) -> Plain:
    html = parts.html_of(question.find("questiontext"))
    gaps: dict[str, Plain] = {}
    pieces, at = [], 0
    for found in GAP.finditer(html):
        pieces.append(incoming.without_brackets(html[at : found.start()]))
        name = str(len(gaps) + 1)
        gaps[name] = _gap(found[1], found[2], found[3], incoming)
        pieces.append(f"[{name}]")
        at = found.end()
    pieces.append(incoming.without_brackets(html[at:]))
    text = "".join(pieces)
    if BEGINS.search(text):
        raise Unfit(_("One of its embedded answers cannot be read."))
    return {"type": "cloze", "gaps": gaps, **incoming.face(text, text="prompt")}


def _gap(weight: str, kind: str, body: str, incoming: Incoming) -> Plain:
    points = {"points": weight} if weight and int(weight) != 1 else {}
    answers = [_answer(part) for part in apart(body, "~") if part.strip()]
    if kind in TYPED:
        kept = [one for one in answers if one[0] != "*"]
        if len(kept) < len(answers):
            incoming.changed(_('The answer "*", which takes anything, was left out.'))
        case = {"case": True} if kind in ("SHORTANSWER_C", "SAC", "MWC") else {}
        return {
            "answers": [_typed(*one, incoming) for one in kept],
            "accents": True,
            **case,
            **points,
        }
    if kind in NUMERIC:
        if any(":" in text for text, _share, _said in answers):
            incoming.changed(_("A number in a gap is taken only as it is written."))
        numbers = [(text.split(":")[0], share, said) for text, share, said in answers]
        return {"answers": [_typed(*one, incoming) for one in numbers], **points}
    if CHOSEN.fullmatch(kind):
        return {"options": [_chosen(*one, incoming) for one in answers], **points}
    raise Unfit(_('Gaps of the type "%(type)s" are not known here.', type=kind))


def apart(text: str, sign: str) -> list[str]:
    """Text parted at a sign, except where a backslash stands before it."""
    pieces, begins, at = [], 0, 0
    while at < len(text):
        if text[at] == sign and text[max(0, at - 1) : at] != "&":  # &#39; is a quote
            pieces.append(text[begins:at])
            begins = at + 1
        at += 2 if text[at] == "\\" else 1
    return [*pieces, text[begins:]]


def bare(text: str) -> str:
    """Text without the backslashes that take a sign its meaning."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _answer(part: str) -> tuple[str, Fraction, str]:
    """The words of an answer, its share, and what is said to it."""
    head, *said = apart(part, "#")
    found = PART.fullmatch(head)
    sign, percent, text = (found[1], found[2], found[3]) if found else (None, None, head)
    share = Fraction(1) if sign == "=" else meant((number(percent) or Fraction(0)) / 100)
    return bare(text).strip(), share, bare("#".join(said)).strip()


def _typed(text: str, share: Fraction, said: str, incoming: Incoming) -> Plain:
    told = {"feedback": incoming.texts(said)} if said else {}
    words = unescape(text).replace(r"\*", "*")
    return {"text": words, **parts.share_only(max(share, Fraction(0))), **told}


def _chosen(text: str, share: Fraction, said: str, incoming: Incoming) -> Plain:
    if share < 0:
        incoming.changed(_("A wrong answer takes no points away here."))
    told = {"feedback": incoming.texts(said)} if said else {}
    return {"text": incoming.texts(text), **parts.worth(max(share, Fraction(0))), **told}


def gapselect(question: Element, incoming: Incoming) -> Plain:
    """Gaps [[1]], each with the number of the choice that belongs there; what can be chosen is of
    the same group."""
    choices = [_box(one) for one in question if one.tag in ("selectoption", "dragbox")]
    html = parts.html_of(question.find("questiontext"))
    gaps: dict[str, Plain] = {}
    pieces, at = [], 0
    for found in BOX.finditer(html):
        pieces.append(incoming.without_brackets(html[at : found.start()]))
        name, place, at = str(len(gaps) + 1), int(found[1]), found.end()
        if not 1 <= place <= len(choices):
            raise Unfit(_("Nothing is said of what belongs into the gap [%(name)s].", name=name))
        gaps[name] = {"options": _offered(choices, place - 1, incoming)}
        pieces.append(f"[{name}]")
    pieces.append(incoming.without_brackets(html[at:]))
    shuffle = parts.yes(question, "shuffleanswers")
    found_text = incoming.face("".join(pieces), text="prompt")
    if question.get("type") == "ddwtos":
        incoming.changed(_("Words are chosen from a list in each gap, and not drawn there."))
    return {"type": "cloze", "gaps": gaps, "shuffle": shuffle, **found_text}


def _box(choice: Element) -> tuple[str, str]:
    return value(choice, "text"), value(choice, "group") or "1"


def _offered(
    choices: list[tuple[str, str]], right: int, incoming: Incoming
) -> list[dict[str, Any]]:
    group = choices[right][1]
    return [
        {"text": incoming.texts(text), **({"right": True} if place == right else {})}
        for place, (text, of) in enumerate(choices)
        if of == group
    ]


GAPS = {"cloze": cloze, "multianswer": cloze, "gapselect": gapselect, "ddwtos": gapselect}
