"""Interactions of QTI as plain values. Those that stand inside a text are in inline.py."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.incoming import Incoming
from lms.questions.formats.naming import kept_key
from lms.questions.formats.qti.declared import Declared, Marking
from lms.questions.formats.qti.nodes import all_of, html_of

Plain = dict[str, Any]


class Unfit(Exception):
    """This item cannot be asked here; the words say why."""


def choice(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    declared = marking.of(element)
    several = declared.cardinality != "single"
    nodes = list(all_of(element, "simplechoice"))
    shares = _shares(declared, marking, [one.get("identifier", "") for one in nodes])
    if not several and any(share < 0 for share in shares.values()):
        incoming.changed(_("A wrong answer takes no points away here."))
        shares = {name: max(share, Fraction(0)) for name, share in shares.items()}
    if shuffled(element) and any(one.get("fixed") == "true" for one in nodes):
        incoming.changed(_("All options change places, also those that were to keep theirs."))
    options = [
        {**id_of(one, nodes), **incoming.face(html_of(one), named=True),
         **worth(shares[one.get("identifier", "")]), **_said(one, incoming)}
        for one in nodes
    ]  # fmt: skip
    if not several and _is_true_or_false(options):
        return {"type": "true_false", "answer": bool(options[0].get("right"))}
    partial = {"partial": "shares" if marking.is_mapped else "all"} if several else {}
    return {"type": "choices" if several else "choice", "options": options, **partial,
            "shuffle": shuffled(element)}  # fmt: skip


def _is_true_or_false(options: list[Plain]) -> bool:
    bare = all(set(one) <= {"id", "text", "right"} for one in options)
    return bare and [one.get("id") for one in options] == ["true", "false"]


def _shares(declared: Declared, marking: Marking, names: list[str]) -> dict[str, Fraction]:
    found = declared.shares() if marking.is_mapped else {}
    other = declared.other() if found else Fraction(0)
    if not found:
        found = dict.fromkeys(declared.right(), Fraction(1))
    return {name: found.get(name, other) for name in names}


def _said(choice_: Element, incoming: Incoming) -> Plain:
    """What stands inside a choice and is shown once it was chosen."""
    texts: dict[str, str] = {}
    for one in all_of(choice_, "feedbackinline", "feedbackblock"):
        texts = texts or incoming.texts(html_of(one))
    return {"feedback": texts} if texts else {}


def order(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    nodes = {one.get("identifier", ""): one for one in all_of(element, "simplechoice")}
    right = marking.of(element).correct
    if sorted(right) != sorted(nodes):
        raise Unfit(_("Not all parts have their place in the right order."))
    listed = [nodes[name] for name in right]
    items = [{**id_of(one, listed), **incoming.face(html_of(one), named=True)} for one in listed]
    return {"type": "order", "items": items, "partial": "all"}


def match(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    sets = list(all_of(element, "simplematchset"))
    if len(sets) != 2:
        raise Unfit(_("It needs two sets that are matched."))
    lefts, rights = ([*all_of(one, "simpleassociablechoice")] for one in sets)
    of = _pairs(marking.of(element).right())
    faces = {one.get("identifier", ""): incoming.face(html_of(one), named=True) for one in rights}
    pairs = []
    for left in lefts:
        matched = of.get(left.get("identifier", ""), [])
        if len(matched) != 1 or matched[0] not in faces:
            raise Unfit(_("Each on the left must belong to exactly one on the right."))
        face = incoming.face(html_of(left), named=True)
        pairs.append({**id_of(left, lefts), "left": face, "right": faces[matched[0]]})
    if marking.is_mapped:
        told_of_points(marking.of(element), incoming)
        if len({value for _key, value, _case in marking.of(element).mapped if value > 0}) > 1:
            incoming.changed(_("Each pair counts the same here."))
    used = {name for found in of.values() for name in found}
    extra = [face for name, face in faces.items() if name not in used]
    return {"type": "match", "pairs": pairs, "extra": extra, "shuffle": shuffled(element),
            "partial": "each" if marking.is_mapped else "all"}  # fmt: skip


def told_of_points(declared: Declared, incoming: Incoming) -> None:
    """Of a mapping that takes points away, where nothing can here."""
    if declared.default < 0 or any(value < 0 for _key, value, _case in declared.mapped):
        incoming.changed(_("A wrong answer takes no points away here."))


def _pairs(values: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in values:
        left, _space, right = value.partition(" ")
        found.setdefault(left, []).append(right)
    return found


def extended_text(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    return {"type": "essay"}


def upload(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    is_sound = element.get("type", "").startswith("audio/")
    return {"type": "audio" if is_sound else "file"}


def id_of(element: Element, among: list[Element]) -> Plain:
    """The name of a part, where all of them can be kept."""
    names = [one.get("identifier", "") for one in among]
    fits = all(kept_key(name) for name in names) and len(set(names)) == len(names)
    return {"id": element.get("identifier")} if fits else {}


def worth(share: Fraction) -> Plain:
    if share == 1:
        return {"right": True}
    return {"share": str(share)} if share else {}


def shuffled(element: Element) -> bool:
    return element.get("shuffle", "false") == "true"


BLOCKS: dict[str, Callable[[Element, Marking, Incoming], Plain]] = {
    "choiceinteraction": choice,
    "orderinteraction": order,
    "matchinteraction": match,
    "extendedtextinteraction": extended_text,
    "uploadinteraction": upload,
}
