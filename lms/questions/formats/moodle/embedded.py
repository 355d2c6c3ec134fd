"""Texts with gaps as Moodle's embedded answers: {weight:TYPE:answers}, as gaps.py reads them."""

import re
from fractions import Fraction
from math import lcm
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.figures import decimal
from lms.questions.formats.moodle.texts import picture
from lms.questions.formats.outgoing import Outgoing, html_lines
from lms.questions.parts import IN_TEXT
from lms.questions.shape import Gap, Partial

SIGNS = re.compile(r"([\\}~#{\"/])")
MOST_WEIGHT = 1000


def cloze(element: Element, out: Outgoing) -> None:
    """Its gaps stand in the text itself, so there is one language in it."""
    question = out.question
    if len(question.prompt.text) > 1:
        out.changed(_("In Moodle this text with gaps has one language only."))
    if question.partial is Partial.ALL:
        out.changed(_("Moodle gives a part of the points here: it has no all or nothing."))
    gaps, weights = {gap.id: gap for gap in question.gaps}, _weights(question.gaps, out)

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        return _embedded(gaps[name], weights[name], out) if name in gaps else found[0]

    html = IN_TEXT.sub(fill, out.lines(question.prompt.text)) + picture(question.prompt, out)
    for address in question.prompt.audio.values():
        html += f'<br><audio controls src="@@PLUGINFILE@@/{out.file(address)}"></audio>'
    text = element.find("questiontext/text")
    if text is not None:  # its files are there already
        text.text = html


def _weights(gaps: tuple[Gap, ...], out: Outgoing) -> dict[str, int]:
    """Whole weights in the same ratio."""
    factor = lcm(*(gap.points.denominator for gap in gaps)) if gaps else 1
    if max((gap.points for gap in gaps), default=Fraction(1)) * factor > MOST_WEIGHT:
        out.changed(_("The weights of the gaps are rounded to whole numbers."))
        factor = 1
    return {gap.id: max(1, round(gap.points * factor)) for gap in gaps}


def _embedded(gap: Gap, weight: int, out: Outgoing) -> str:
    if gap.options:
        kind = "MULTICHOICE"
        answers = [(out.name(one.face), one.share, one.feedback) for one in gap.options]
    else:
        kind = "SHORTANSWER_C" if gap.case else "SHORTANSWER"
        answers = [(one.text.replace("*", r"\*"), one.share, one.feedback) for one in gap.answers]
    told = [
        f"{_worth(share)}{_taken(text)}{'#' + _taken(out.words(said)) if said else ''}"
        for text, share, said in answers
    ]
    return f"{{{weight}:{kind}:{'~'.join(told)}}}"


def _worth(share: Fraction) -> str:
    if share == 1:
        return "="
    return f"%{decimal(share * 100, 5)}%" if share else "%0%"


def _taken(text: str) -> str:
    return SIGNS.sub(r"\\\1", html_lines(" ".join(text.split())))
