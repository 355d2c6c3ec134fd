"""A text with gaps as QTI 3 has it: entries and drop-downs, each with its own response."""

from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from flask_babel import gettext as _

from lms.questions.formats.qti.body import ident, lines, node, seen
from lms.questions.formats.qti.draft import Draft
from lms.questions.parts import IN_TEXT
from lms.questions.shape import Face, Gap, Partial


def cloze(draft: Draft) -> None:
    question = draft.question
    gaps = {gap.id: gap for gap in question.gaps}
    names = {name: f"RESPONSE_{place}" for place, name in enumerate(gaps, 1)}
    prompt = question.prompt
    if prompt.picture or prompt.audio:
        seen(SubElement(draft.body, "div"), Face({}, prompt.picture, prompt.words, prompt.audio),
             draft.out)  # fmt: skip
    inside, at = SubElement(draft.body, "p"), 0
    text = draft.out.words(prompt.text)
    for found in IN_TEXT.finditer(text):
        if found[1] in gaps:
            lines(inside, text[at : found.start()])
            _interaction(inside, gaps[found[1]], names[found[1]], draft)
            at = found.end()
    lines(inside, text[at:])
    whole = sum((gap.points for gap in question.gaps), Fraction(0))
    for name, gap in gaps.items():
        _declare(draft, gap, names[name], question.points * gap.points / whole)
    draft.how = "map" if question.partial is Partial.EACH else "match"
    if draft.how == "match" and any(len(gap.answers) > 1 for gap in question.gaps):
        draft.out.changed(_("Other programs take only the first right answer of each gap."))


def _interaction(parent: Element, gap: Gap, name: str, draft: Draft) -> None:
    if not gap.options:
        node(parent, "text-entry-interaction", response_identifier=name)
        return
    shuffle = draft.question.shuffle
    one = node(parent, "inline-choice-interaction", response_identifier=name, shuffle=shuffle)
    for option in gap.options:
        lines(node(one, "inline-choice", identifier=ident(option.id)), draft.out.name(option.face))


def _declare(draft: Draft, gap: Gap, name: str, points: Fraction) -> None:
    if gap.options:
        worth = {ident(one.id): one.share for one in gap.options}
        base, case = "identifier", None
    else:
        worth = {one.text: one.share for one in reversed(gap.answers)}
        worth = dict(reversed(worth.items()))
        base, case = "string", gap.case
    right = [key for key, share in worth.items() if share == 1][:1]
    each = draft.question.partial is Partial.EACH
    mapped = [(key, share * points) for key, share in worth.items() if share and each]
    draft.declare(name, "single", base, right, mapped, case)
