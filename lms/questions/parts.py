"""Reads the parts of questions: what is shown, options, pairs, accepted answers, gaps, places."""

import re
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.questions.shape import (
    NONE,
    ONE,
    Accepted,
    Criterion,
    Face,
    Gap,
    Number,
    Option,
    Pair,
    Spot,
    Unit,
)
from lms.questions.values import LONGEST_LINE, Values

LETTERS = "abcdefghijklmnopqrstuvwxyz"
IN_TEXT = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]{0,39})\]")
MOST_GAPS = 40


def letter(place: int) -> str:
    """The name of a part where its author gave none: a, b, ... z, a1, b1, ..."""
    turn, at = divmod(place, len(LETTERS))
    return LETTERS[at] + (str(turn) if turn else "")


def prompt(values: Values) -> Face:
    """What is asked: `prompt`, `picture` with its `picture_words`, `audio`."""
    return Face(
        values.texts("prompt"),
        values.medium("picture"),
        values.texts("picture_words", LONGEST_LINE),
        values.media("audio"),
    )


def face(values: Values) -> Face:
    """What is seen or heard of a part: `text`, `picture`, `picture_words`, `audio`."""
    found = Face(
        values.texts("text", 1000),
        values.medium("picture"),
        values.texts("picture_words", LONGEST_LINE),
        values.media("audio"),
    )
    if found.is_empty:
        values.wrong("", _("Give it a text, a picture or a recording."))
    if found.picture and not (found.text or found.words):
        values.wrong("picture_words", _("Say in words what the picture shows."))
    return found


def side(values: Values, key: str) -> Face:
    """A side of a pair: a map as `face` reads it, or only a text (or a map of languages)."""
    value = values.get(key)
    known = {"text", "picture", "picture_words", "audio"}
    if isinstance(value, dict) and known & set(value):
        inner = values.inner(key, value)
        found = face(inner)
        inner.end()
        return found
    found = Face(values.texts(key, 1000))
    if found.is_empty:
        values.wrong(key, _("Give it a text, a picture or a recording."))
    return found


def as_map(value: Any, name: str) -> Any:
    """A part that is only a text stands for a map with that."""
    return value if isinstance(value, dict) else {name: value}


def share(values: Values, may_take: bool = False) -> Fraction:
    """What a part is worth: `right: true`, or `share`."""
    if values.has("share"):
        found = values.number("share", -1 if may_take else 0, 1)
        values.yes("right", False)
        return NONE if found is None else found
    return ONE if values.yes("right", False) else NONE


def options(
    values: Values, key: str, *, scored: bool = True, may_take: bool = False, first: int = 0
) -> tuple[Option, ...]:
    """Options, with what each is worth where they are `scored`. `first`: how many letters are
    taken already."""
    found: list[Option] = []
    for place, value in enumerate(values.list_(key)):
        inner = values.inner(f"{key}[{place}]", as_map(value, "text"))
        name = inner.id_("id", letter(first + place))
        if any(option.id == name for option in found):
            inner.wrong("id", _('"%(name)s" is here twice.', name=name))
            name = f"{name}-{place}"
        part = share(inner, may_take) if scored else NONE
        said = inner.texts("feedback") if scored else {}
        found.append(Option(name, face(inner), part, said))
        inner.end()
    return tuple(found)


def pairs(values: Values) -> tuple[Pair, ...]:
    found: list[Pair] = []
    for place, value in enumerate(values.list_("pairs")):
        inner = values.inner(f"pairs[{place}]", value)
        name = inner.id_("id", letter(place))
        if any(pair.id == name for pair in found):
            inner.wrong("id", _('"%(name)s" is here twice.', name=name))
            name = f"{name}-{place}"
        found.append(Pair(name, side(inner, "left"), side(inner, "right")))
        inner.end()
    return tuple(found)


def answers(values: Values, key: str) -> tuple[Accepted, ...]:
    found = []
    for place, value in enumerate(values.list_(key)):
        inner = values.inner(f"{key}[{place}]", as_map(value, "text"))
        text = inner.line("text") or ""
        if not text:
            inner.wrong("text", _("Write the answer that is taken."))
        part = inner.number("share", 0, 1) if inner.has("share") else ONE
        found.append(Accepted(text, NONE if part is None else part, inner.texts("feedback")))
        inner.end()
    if not any(one.share == ONE for one in found):
        values.wrong(key, _("Write at least one answer that is right."))
    return tuple(found)


def numbers(values: Values) -> tuple[Number, ...]:
    found = []
    for place, value in enumerate(values.list_("answers")):
        inner = values.inner(f"answers[{place}]", as_map(value, "value"))
        number = inner.number("value")
        if number is None and not inner.has("value"):
            inner.wrong("value", _("Write the number that is right."))
        tolerance = inner.number("tolerance", 0) or NONE
        part = inner.number("share", 0, 1) if inner.has("share") else ONE
        said = inner.texts("feedback")
        found.append(Number(number or NONE, tolerance, NONE if part is None else part, said))
        inner.end()
    if not any(one.share == ONE for one in found):
        values.wrong("answers", _("Write at least one answer that is right."))
    return tuple(found)


def units(values: Values) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for place, value in enumerate(values.list_("units")):
        inner = values.inner(f"units[{place}]", as_map(value, "name"))
        name = inner.line("name", 40) or ""
        factor = inner.number("factor") if inner.has("factor") else ONE
        if factor is not None and factor <= 0:
            inner.wrong("factor", _("Write a number greater than 0."))
        if not name or any(unit.name == name for unit in found):
            inner.wrong("name", _("Give each unit its own name."))
        found.append(Unit(name, factor if factor and factor > 0 else ONE))
        inner.end()
    if found and found[0].factor != ONE:
        values.wrong(
            "units[0].factor", _("The first unit is the one of the answer: its factor is 1.")
        )
    return tuple(found)


def gaps(values: Values) -> tuple[Gap, ...]:
    """The gaps that the prompt has in square brackets, each with its answers or options."""
    found = {}
    given = values.get("gaps")
    if not isinstance(given, dict):
        values.wrong("gaps", _("Say for each gap what belongs there."))
        given = {}
    for name, value in list(given.items())[:MOST_GAPS]:
        inner = values.inner(
            f"gaps.{name}", value if isinstance(value, dict) else {"answers": value}
        )
        found[str(name)] = _gap(str(name), inner)
    for language, text in values.texts("prompt").items():
        _all_there(values, language, IN_TEXT.findall(text), list(found))
    if not values.has("prompt"):
        values.wrong("prompt", _("Write the text, with each gap in square brackets: [1]."))
    return tuple(found.values())


def _gap(name: str, inner: Values) -> Gap:
    chosen = options(inner, "options") if inner.has("options") else ()
    typed = answers(inner, "answers") if not chosen else ()
    if chosen and inner.has("answers"):
        inner.wrong("answers", _("Give either answers or options, not both."))
    if chosen and not any(option.share == ONE for option in chosen):
        inner.wrong("options", _("No option is right. Mark the right one."))
    points = inner.number("points", 0, 1000) if inner.has("points") else ONE
    gap = Gap(
        name, typed, chosen, inner.yes("case", False), inner.yes("accents", False), points or ONE
    )
    inner.end()
    return gap


def _all_there(values: Values, language: str, in_text: list[str], known: list[str]) -> None:
    key = f"prompt.{language}"
    for name in dict.fromkeys(in_text):
        if name not in known:
            values.wrong(
                key, _("Nothing is said of what belongs into the gap [%(name)s].", name=name)
            )
        elif in_text.count(name) > 1:
            values.wrong(key, _("The gap [%(name)s] is here twice.", name=name))
    for name in known:
        if name not in in_text:
            values.wrong(key, _("The gap [%(name)s] is not in this text.", name=name))


def spots(values: Values) -> tuple[Spot, ...]:
    found: list[Spot] = []
    for place, value in enumerate(values.list_("spots", 20)):
        inner = values.inner(f"spots[{place}]", value)
        x, y = inner.number("x", 0, 100), inner.number("y", 0, 100)
        for name, number in (("x", x), ("y", y)):
            if number is None and not inner.has(name):
                inner.wrong(name, _("Say where it is, from 0 to 100."))
        radius = inner.number("radius", 1, 50) if inner.has("radius") else Fraction(8)
        name = inner.id_("id", letter(place))
        if any(spot.id == name for spot in found):
            inner.wrong("id", _('"%(name)s" is here twice.', name=name))
        words, part, said = inner.texts("words", 200), share(inner), inner.texts("feedback")
        found.append(Spot(name, x or NONE, y or NONE, radius or Fraction(8), words, part, said))
        inner.end()
    return tuple(found)


def rubric(values: Values) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    for place, value in enumerate(values.list_("rubric", 12)):
        inner = values.inner(f"rubric[{place}]", value)
        title = inner.texts("title", 300)
        if not title:
            inner.wrong("title", _("Say what is looked at."))
        points = inner.whole("points", 1, 20) or 1
        levels = tuple(
            inner.inner(f"levels[{at}]", {"text": level}).texts("text", 500)
            for at, level in enumerate(inner.list_("levels", 21))
        )
        if levels and len(levels) != points + 1:
            inner.wrong("levels", _("Write one line for each number of points, 0 included."))
        found.append(Criterion(inner.id_("id", letter(place)), title, points, levels))
        inner.end()
    return tuple(found)
