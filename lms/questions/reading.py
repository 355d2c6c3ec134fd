"""Reads a question from plain values, and tells every fault."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.questions import parts
from lms.questions.shape import NONE, ONE, Face, Feedback, Kind, Option, Partial, Question
from lms.questions.values import Problem, Values

__all__ = ["Problem", "read"]
LONGEST_KEY = 120
SKILLS = ("listening", "speaking", "reading", "writing", "digital")
PARTIAL = {
    Kind.CHOICES: (Partial.ALL, Partial.BALANCED, Partial.SHARES),
    Kind.MATCH: (Partial.ALL, Partial.EACH),
    Kind.ORDER: (Partial.ALL, Partial.EACH),
    Kind.CLOZE: (Partial.EACH, Partial.ALL),
}


def read(
    plain: Any, language: str, key: str = "", path: str = ""
) -> tuple[Question, list[Problem]]:
    """The question that plain values tell, and what is wrong with them (nothing: it is right).

    `language` is that of texts which name none; `key` the name where the values have none; `path`
    where the values stand, for the problems. Keys are documented in docs/formats/quizzes.md.
    """
    problems: list[Problem] = []
    values = Values(plain, problems, language, path)
    kind = Kind(values.choice("type", [str(one) for one in Kind]) or Kind.CHOICE)
    if not values.has("type"):
        values.wrong("type", _("Say which type of question it is."))
    found = _common(values, kind, key)
    found |= _READERS[kind](values)
    values.end()
    question = Question(**found)
    if kind is not Kind.CLOZE and question.prompt.is_empty:
        values.wrong("prompt", _("Write what is asked, or give a picture or a recording."))
    return question, problems


def _common(values: Values, kind: Kind, key: str) -> dict[str, Any]:
    allowed = PARTIAL.get(kind, (Partial.ALL,))
    partial = values.choice("partial", [str(one) for one in allowed]) if kind in PARTIAL else None
    return {
        "key": values.id_("key", key, LONGEST_KEY),
        "kind": kind,
        "prompt": parts.prompt(values),
        "points": _points(values),
        "tags": tuple(dict.fromkeys(_tags(values))),
        "skill": values.choice("skill", SKILLS),
        "hint": values.texts("hint"),
        "feedback": _feedback(values),
        "partial": Partial(partial or allowed[0]),
    }


def _points(values: Values) -> Fraction:
    found = values.number("points", NONE, 1000) if values.has("points") else ONE
    return ONE if found is None else found


def _tags(values: Values) -> Iterable[str]:
    for place, tag in enumerate(values.list_("tags")):
        if isinstance(tag, str) and tag.strip() and len(tag.strip()) <= 60 and "," not in tag:
            yield tag.strip()
        else:
            values.wrong(f"tags[{place}]", _("Write a short word without a comma."))


def _feedback(values: Values) -> Feedback:
    value = values.get("feedback")
    if value is None:
        return Feedback()
    names = {"always", "right", "partly", "wrong"}
    if isinstance(value, dict) and names & set(value):
        inner = values.inner("feedback", value)
        found = Feedback(**{name: inner.texts(name) for name in sorted(names)})
        inner.end()
        return found
    return Feedback(always=values.texts("feedback"))


def _choice(values: Values) -> dict[str, Any]:
    options = parts.options(values, "options")
    _enough(values, "options", options, 2)
    if options and not any(option.share == ONE for option in options):
        values.wrong("options", _("No option is right. Mark the right one."))
    return {"options": options, "shuffle": values.yes("shuffle", True)}


def _choices(values: Values) -> dict[str, Any]:
    partial = values.values.get("partial")
    options = parts.options(values, "options", may_take=partial == Partial.SHARES)
    _enough(values, "options", options, 2)
    total = sum((option.share for option in options if option.share > 0), NONE)
    if options and not any(option.is_right for option in options):
        values.wrong("options", _("No option is right. Mark the right ones."))
    elif partial == Partial.SHARES and options and total < ONE:
        values.wrong(
            "options",
            _("The shares of the right options must come to %(whole)s or more.", whole="100%"),
        )
    return {"options": options, "shuffle": values.yes("shuffle", True)}


def _true_false(values: Values) -> dict[str, Any]:
    if not values.has("answer"):
        values.wrong("answer", _("Say whether it is true or false."))
    right = values.yes("answer", True)
    share = {"true": ONE if right else NONE, "false": NONE if right else ONE}
    return {
        "options": tuple(Option(name, Face(), part) for name, part in share.items()),
        "shuffle": False,
    }


def _match(values: Values) -> dict[str, Any]:
    pairs = parts.pairs(values)
    _enough(values, "pairs", pairs, 2)
    extra = parts.options(values, "extra", scored=False, first=len(pairs))
    both = {pair.id for pair in pairs} & {one.id for one in extra}
    for name in sorted(both):  # one name for two right sides: nobody could tell which was chosen
        values.wrong("extra", _('"%(name)s" is here twice.', name=name))
    return {"pairs": pairs, "extra": extra, "shuffle": values.yes("shuffle", True)}


def _order(values: Values) -> dict[str, Any]:
    options = parts.options(values, "items", scored=False)
    _enough(values, "items", options, 2)
    return {"options": options}


def _text(values: Values) -> dict[str, Any]:
    return {
        "answers": parts.answers(values, "answers"),
        "case": values.yes("case", False),
        "accents": values.yes("accents", False),
        "language": values.line("language", 20),
    }


def _number(values: Values) -> dict[str, Any]:
    units = parts.units(values)
    required = values.yes("unit_required", False)
    if required and not units:
        values.wrong("unit_required", _("Name the units that may be given."))
    return {"numbers": parts.numbers(values), "units": units, "unit_required": required}


def _cloze(values: Values) -> dict[str, Any]:
    return {
        "gaps": parts.gaps(values),
        "shuffle": values.yes("shuffle", True),
        "language": values.line("language", 20),
    }


def _hotspot(values: Values) -> dict[str, Any]:
    if not values.has("picture"):
        values.wrong("picture", _("Choose the picture on which the places are."))
    spots = parts.spots(values)
    _enough(values, "spots", spots, 2)
    if spots and not any(spot.share == ONE for spot in spots):
        values.wrong("spots", _("No place is right. Mark the right one."))
    return {"spots": spots}


def _by_a_person(values: Values) -> dict[str, Any]:
    return {
        "rubric": parts.rubric(values),
        "model_answer": values.texts("model_answer"),
        "most": values.whole("most", 1, 10_000),
        "language": values.line("language", 20),
    }


def _enough(values: Values, key: str, found: tuple[Any, ...], least: int) -> None:
    if len(found) < least:
        values.wrong(key, _("Give at least %(least)s.", least=least))


_READERS: dict[Kind, Callable[[Values], dict[str, Any]]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCH: _match,
    Kind.ORDER: _order,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CLOZE: _cloze,
    Kind.HOTSPOT: _hotspot,
    Kind.AUDIO: _by_a_person,
    Kind.ESSAY: _by_a_person,
    Kind.FILE: _by_a_person,
}
