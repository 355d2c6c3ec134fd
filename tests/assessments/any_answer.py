"""Any answer to a question that a key marks: which of all is said by a number."""

from typing import Any

from lms.questions import Kind, Question


def any_answer(question: Question, number: int) -> dict[str, Any] | None:
    """Something that the question offers, right or wrong; of number 0 nothing."""
    if not number:
        return None
    kind, options = question.kind, question.options
    if kind is Kind.CHOICES:
        return {"options": [one.id for at, one in enumerate(options) if number >> at & 1]}
    if kind is Kind.HOTSPOT:
        return {"spot": turned(question.spots, number)[0].id}
    if kind is Kind.MATCH:
        ids = [pair.id for pair in question.pairs]
        return {"pairs": dict(zip(ids, turned(ids, number), strict=True))}
    if kind is Kind.ORDER:
        ids = [option.id for option in turned(options, number)]
        return {"places": {name: place for place, name in enumerate(ids, 1)}}
    if kind is Kind.TEXT:
        return {"text": turned(["?", *(one.text for one in question.answers)], number)[0]}
    if kind is Kind.NUMBER:
        unit = {"unit": question.units[0].name} if question.units else {}
        return {"text": str(number), **unit}
    if kind is Kind.CLOZE:
        return {"gaps": {gap.id: in_gap(gap, number) for gap in question.gaps}}
    return {"option": turned(options, number)[0].id}


def turned(things, number):
    at = number % len(things)
    return [*things[at:], *things[:at]]


def in_gap(gap, number):
    words = ["?", *(one.text for one in gap.answers)]
    return turned([one.id for one in gap.options] or words, number)[0]
