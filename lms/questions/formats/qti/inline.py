"""Interactions that stand inside a text: gaps to fill, to choose for, to match."""

import re
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.figures import meant, number
from lms.questions.formats.incoming import Incoming
from lms.questions.formats.qti.declared import Declared, Marking
from lms.questions.formats.qti.interactions import (
    Plain,
    Unfit,
    id_of,
    shuffled,
    told_of_points,
    worth,
)
from lms.questions.formats.qti.nodes import all_of, html_of, words_of

TAGS = re.compile(r"<[^<>]*>")
INLINE = ("textentryinteraction", "inlinechoiceinteraction")
MARK = "\ue000{}\ue001"  # where a gap is, until brackets of the text itself are out of the way


def is_last(body: Element, entry: Element) -> bool:
    """Whether nothing is said after an entry: then what stands before it is the question."""
    text = html_of(body, lambda one: "\ue000" if one is entry else None)
    after = text.rpartition("\ue000")[2]
    return not TAGS.sub("", after).strip(" .:?!\n\t\r")


def entry(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    """A text or a number that stands alone."""
    declared = marking.of(element)
    if declared.base in ("float", "integer"):
        return {"type": "number", "answers": _numbers(declared, marking, incoming)}
    answers, case = typed(declared, marking)
    return {"type": "text", "answers": answers, "case": case, "accents": True}


def typed(declared: Declared, marking: Marking) -> tuple[list[Plain], bool]:
    """The words that are taken, and whether capitals must be right."""
    shares = declared.shares() if marking.is_mapped else {}
    if not any(share > 0 for share in shares.values()):
        shares = dict.fromkeys(declared.right(), Fraction(1))
    answers = [
        {"text": text, **({} if share == 1 else {"share": str(share)})}
        for text, share in shares.items()
        if share > 0
    ]
    strict = {case for _key, value, case in declared.mapped if value > 0}
    return answers, (True in strict) if marking.is_mapped and strict else True


def _numbers(declared: Declared, marking: Marking, incoming: Incoming) -> list[Plain]:
    """By the rules of the item where they compare; else what is correct, exactly."""
    found = [one for rule in all_of(marking.rules, "responseif", "responseelseif")
             if (one := _compared(rule, declared, marking))]  # fmt: skip
    if not found:
        found = [(value, Fraction(0), Fraction(1)) for value in map(number, declared.right())
                 if value is not None]  # fmt: skip
    best = max((share for _value, _tolerance, share in found), default=Fraction(0))
    return [
        {"value": str(value), **({"tolerance": str(tolerance)} if tolerance else {}),
         **({} if share == best else {"share": str(meant(share / best))})}
        for value, tolerance, share in found
    ]  # fmt: skip


def _compared(
    rule: Element, declared: Declared, marking: Marking
) -> tuple[Fraction, Fraction, Fraction] | None:
    """(value, tolerance, points) of a rule that compares with a number and gives points."""
    equal = next(all_of(rule, "equal"), None)
    if equal is None or not any(
        one.get("identifier") == declared.name for one in all_of(equal, "variable")
    ):
        return None
    base = next(all_of(equal, "basevalue"), None)
    right = declared.right()
    value = number(words_of(base)) if base is not None else number(right[0] if right else None)
    given = [
        number(words_of(next(all_of(one, "basevalue"), None)))
        for one in all_of(rule, "setoutcomevalue")
        if one.get("identifier", "").upper() == "SCORE"
    ]
    points = next((one for one in given if one is not None), Fraction(1))
    if value is None or points <= 0:
        return None
    return value, _tolerance(equal, value), points


def _tolerance(equal: Element, value: Fraction) -> Fraction:
    mode = equal.get("tolerancemode", "exact").lower()
    parts = [number(one) for one in equal.get("tolerance", "").split()]
    figures = [abs(one) for one in parts if one is not None]
    if mode == "exact" or not figures:
        return Fraction(0)
    return min(figures) * (abs(value) / 100 if mode == "relative" else 1)


def gaps(body: Element, marking: Marking, incoming: Incoming) -> Plain:
    """A text with entries and drop-downs."""
    found: dict[str, Plain] = {}

    def swap(one: Element) -> str | None:
        if one.tag not in INLINE:
            return None
        name = str(len(found) + 1)
        found[name] = _gap(one, marking, incoming)
        return MARK.format(name)

    text = in_brackets(html_of(body, swap), incoming)
    kept = {"partial": "each"} if marking.is_mapped or len(found) == 1 else {"partial": "all"}
    drop_downs = list(all_of(body, "inlinechoiceinteraction"))
    shuffle = {"shuffle": any(map(shuffled, drop_downs))} if drop_downs else {}
    return {"type": "cloze", "gaps": found, **kept, **shuffle, "text": text}


def _gap(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    declared = marking.of(element)
    if element.tag == "textentryinteraction":
        if declared.base in ("float", "integer"):
            incoming.changed(_("A number in a gap is taken only as it is written."))
        answers, case = typed(declared, marking)
        return {"answers": answers, "case": case, "accents": True, **_weight(declared, marking)}
    shares = (
        declared.shares() if marking.is_mapped else dict.fromkeys(declared.right(), Fraction(1))
    )
    nodes = list(all_of(element, "inlinechoice"))
    options = [
        {**id_of(one, nodes), "text": incoming.texts(html_of(one)),
         **worth(max(shares.get(one.get("identifier", ""), Fraction(0)), Fraction(0)))}
        for one in nodes
    ]  # fmt: skip
    return {"options": options, **_weight(declared, marking)}


def _weight(declared: Declared, marking: Marking) -> Plain:
    total = declared.total() if marking.is_mapped else Fraction(1)
    return {"points": str(total)} if total not in (0, 1) else {}


def gap_match(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    """Words that are drawn into gaps: here each gap has all of them to choose from."""
    if next(all_of(element, "gapimg"), None) is not None:
        raise Unfit(_("Pictures are drawn into its gaps; here gaps take words only."))
    words = {one.get("identifier", ""): html_of(one) for one in all_of(element, "gaptext")}
    right: dict[str, set[str]] = {}
    declared = marking.of(element)
    for pair in declared.right():
        word, _space, gap = pair.partition(" ")
        right.setdefault(gap, set()).add(word)
    points: dict[str, Fraction] = {}
    if marking.is_mapped:
        told_of_points(declared, incoming)
        for pair, value, _case in declared.mapped:
            gap = pair.partition(" ")[2]
            points[gap] = max(value, points.get(gap, value))
    found: dict[str, Plain] = {}

    def swap(one: Element) -> str | None:
        if one.tag == "gaptext":
            return ""
        if one.tag != "gap":
            return None
        name, gap = str(len(found) + 1), one.get("identifier", "")
        weight = {"points": str(points[gap])} if points.get(gap, 1) != 1 else {}
        found[name] = {"options": _offered(words, right.get(gap, set()), incoming), **weight}
        return MARK.format(name)

    text = in_brackets(html_of(element, swap), incoming)
    incoming.changed(_("Words are chosen from a list in each gap, and not drawn there."))
    return {"type": "cloze", "gaps": found, "text": text, "shuffle": shuffled(element),
            "partial": "each" if marking.is_mapped else "all"}  # fmt: skip


def _offered(words: dict[str, str], right: set[str], incoming: Incoming) -> list[dict[str, Any]]:
    return [
        {"text": incoming.texts(html), **({"right": True} if name in right else {})}
        for name, html in words.items()
    ]


def in_brackets(html: str, incoming: Incoming) -> str:
    """The text with its gaps as [1], and no other brackets that could be one."""
    plain = incoming.without_brackets(html)
    return plain.replace("\ue000", "[").replace("\ue001", "]")
