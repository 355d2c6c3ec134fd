"""Writes a question as plain values: what `read` reads again to the same question, exactly."""

from collections.abc import Mapping
from typing import Any

from lms.questions.shape import (
    NONE,
    ONE,
    Accepted,
    Criterion,
    Face,
    Gap,
    Kind,
    Number,
    Option,
    Pair,
    Partial,
    Question,
    Spot,
    Unit,
)

USUAL = {Kind.CLOZE: Partial.EACH}


def less(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only the keys that say something."""
    return {key: value for key, value in values.items() if value not in (None, "", {}, [])}


def plain(question: Question) -> dict[str, Any]:
    """The plain values of a question, in the order in which people write them; fit for JSON."""
    usual = USUAL.get(question.kind, Partial.ALL)
    common = {
        "key": question.key,
        "type": str(question.kind),
        "prompt": dict(question.prompt.text),
        "picture": question.prompt.picture,
        "picture_words": dict(question.prompt.words),
        "audio": dict(question.prompt.audio),
        "points": None if question.points == ONE else str(question.points),
        "tags": list(question.tags),
        "skill": question.skill,
        "language": question.language,
        "partial": None if question.partial is usual else str(question.partial),
    }
    last = {"hint": dict(question.hint), "feedback": _feedback(question)}
    return less({**common, **_parts(question), **last})


def _feedback(question: Question) -> dict[str, Any]:
    said = question.feedback
    by_case = {"right": said.right, "partly": said.partly, "wrong": said.wrong}
    cases = {name: dict(one) for name, one in by_case.items()}
    return less({"always": dict(said.always), **cases})


def _parts(question: Question) -> dict[str, Any]:
    kind = question.kind
    if kind is Kind.TRUE_FALSE:
        return {"answer": question.options[0].is_right}
    name = "items" if kind is Kind.ORDER else "options"
    return {
        name: [_option(one) for one in question.options],
        "pairs": [_pair(one) for one in question.pairs],
        "extra": [_option(one) for one in question.extra],
        "answers": [_answer(one) for one in question.answers]
        or [_number(one) for one in question.numbers],
        "units": [_unit(one) for one in question.units],
        "unit_required": question.unit_required or None,
        "gaps": {gap.id: _gap(gap) for gap in question.gaps},
        "spots": [_spot(one) for one in question.spots],
        "case": question.case or None,
        "accents": question.accents or None,
        "shuffle": None if question.shuffle else False,
        "rubric": [_criterion(one) for one in question.rubric],
        "model_answer": dict(question.model_answer),
        "most": question.most,
    }


def _face(face: Face) -> dict[str, Any]:
    return {
        "text": dict(face.text),
        "picture": face.picture,
        "picture_words": dict(face.words),
        "audio": dict(face.audio),
    }


def _worth(share: Any) -> dict[str, Any]:
    if share == ONE:
        return {"right": True}
    return {} if share == NONE else {"share": str(share)}


def _option(option: Option) -> dict[str, Any]:
    said = {"feedback": dict(option.feedback)}
    return less({"id": option.id, **_face(option.face), **_worth(option.share), **said})


def _pair(pair: Pair) -> dict[str, Any]:
    return {"id": pair.id, "left": less(_face(pair.left)), "right": less(_face(pair.right))}


def _answer(answer: Accepted) -> dict[str, Any]:
    share = None if answer.share == ONE else str(answer.share)
    return less({"text": answer.text, "share": share, "feedback": dict(answer.feedback)})


def _number(number: Number) -> dict[str, Any]:
    return less(
        {
            "value": str(number.value),
            "tolerance": str(number.tolerance) if number.tolerance else None,
            "share": None if number.share == ONE else str(number.share),
            "feedback": dict(number.feedback),
        }
    )


def _unit(unit: Unit) -> dict[str, Any]:
    return less({"name": unit.name, "factor": None if unit.factor == ONE else str(unit.factor)})


def _gap(gap: Gap) -> dict[str, Any]:
    return less(
        {
            "answers": [_answer(one) for one in gap.answers],
            "options": [_option(one) for one in gap.options],
            "case": gap.case or None,
            "accents": gap.accents or None,
            "points": None if gap.points == ONE else str(gap.points),
        }
    )


def _spot(spot: Spot) -> dict[str, Any]:
    where = {"x": str(spot.x), "y": str(spot.y), "radius": str(spot.radius)}
    said = {"words": dict(spot.words), "feedback": dict(spot.feedback)}
    return less({"id": spot.id, **where, **_worth(spot.share), **said})


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return less(
        {
            "id": criterion.id,
            "title": dict(criterion.title),
            "points": criterion.points,
            "levels": [dict(level) for level in criterion.levels],
        }
    )
