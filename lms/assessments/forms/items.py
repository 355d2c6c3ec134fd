"""The questions of a quiz as they come from its page: points, order, what is taken out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lms import seen
from lms.questions import Draw, Use, plain_quiz, read_quiz
from lms.questions.quizzes import Quiz

MOVE = re.compile(r"(up|down|out)-([0-9]{1,3})")


class Typed(NamedTuple):
    """What was typed: the lines as they are to be, or what is wrong with one (by its place)."""

    items: tuple[Use | Draw, ...]
    errors: dict[int, str]
    values: dict[str, str]  # as typed, by the name of the field


def mark_of(items: Sequence[Use | Draw]) -> str:
    """A short sign of the lines of a quiz: a page that is older than these has another."""
    return seen.sign_of(plain_quiz(Quiz(items=tuple(items))).get("questions", []))


def typed(items: Sequence[Use | Draw], form: Mapping[str, str]) -> Typed:
    """The lines with the points and counts that were typed, and moved as `move` says: "up-2",
    "down-2", "out-2", places from 0."""
    plain: list[dict[str, Any]] = plain_quiz(Quiz(items=tuple(items))).get("questions", [])
    names = [f"{name}-{place}" for place in range(len(plain)) for name in ("points", "count")]
    values = {name: form[name].strip()[:60] for name in names if name in form}
    for place, item in enumerate(plain):
        inner = item.get("draw", item)
        for name in ("points", "count"):
            if (value := values.get(f"{name}-{place}")) is not None:
                inner[name] = value
    quiz, _inline, problems = read_quiz({"questions": plain}, "en")
    errors = {place_of(problem.path): problem.words for problem in problems}
    moved = tuple(move(list(quiz.items), form.get("move", "")))
    return Typed(moved, errors, values)


def place_of(path: str) -> int:
    """The place, from 0, of "questions[2].points"."""
    found = re.match(r"questions\[([0-9]+)\]", path)
    return int(found[1]) if found else 0


def move(items: list[Use | Draw], how: str) -> list[Use | Draw]:
    asked = MOVE.fullmatch(how)
    if not asked or int(asked[2]) >= len(items):
        return items
    place = int(asked[2])
    item = items.pop(place)
    if asked[1] != "out":
        items.insert(max(0, place - 1) if asked[1] == "up" else place + 1, item)
    return items
