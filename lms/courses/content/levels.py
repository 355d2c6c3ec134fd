"""The key `levels` of a programme's file: which levels it asks for."""

import re
from typing import Any

from flask_babel import gettext as _

from lms.courses import instruments
from lms.courses.content.fields import Fields
from lms.courses.content.tree import Node
from lms.meant import meant
from lms.questions.frameworks import FRAMEWORKS
from lms.questions.values import Problem

KEYS = (
    "framework", "language", "skills", "methods", "also", "entry_test", "exit_test", "overall",
)  # fmt: skip
_PLACE = re.compile(r"levels\[(\d+)\](?:\.(\w+))?")


def read_levels(fields: Fields, names: Any, courses: list[str]) -> list[dict[str, Any]] | None:
    """What the file asks, as a programme keeps it; None where it asks for no levels. `names` are
    all courses, modules and quizzes, `courses` those of the programme."""
    node = fields.get("levels")
    if node is None:
        return None
    given = node.plain()
    found, problems = instruments.read(given, fields.language)
    for problem in problems:
        key, line = _where(node, problem)
        fields.wrong(key, problem.words + _meant(problem, node), line)
    for place, one in enumerate(found):
        for key in ("entry_test", "exit_test"):
            if (name := getattr(one, key)) and (words := _no_test(name, names, courses)):
                _key, line = _where(node, Problem(f"levels[{place}].{key}", ""))
                fields.wrong(key, words, line)
    return instruments.plain(found)


def _where(node: Node, problem: Problem) -> tuple[str, int]:
    """The key and the line of what is wrong."""
    found = _PLACE.match(problem.path)
    items = node.value if isinstance(node.value, list) else []
    if not found or int(found[1]) >= len(items):
        return "levels", node.line
    item, key = items[int(found[1])], found[2] or "levels"
    inner = item.value.get(key) if isinstance(item.value, dict) else None
    return key, (inner or item).line


def _meant(problem: Problem, node: Node) -> str:
    key, _line = _where(node, problem)
    if key in KEYS or key == "levels":
        typed = _typed(problem, node)
        return meant(typed, FRAMEWORKS) if key == "framework" and typed else ""
    return meant(key, KEYS)


def _typed(problem: Problem, node: Node) -> str:
    found = _PLACE.match(problem.path)
    item = node.value[int(found[1])].value if found else None
    inner = item.get("framework") if isinstance(item, dict) else None
    return inner.value if inner and isinstance(inner.value, str) else ""


def _no_test(name: str, names: Any, courses: list[str]) -> str | None:
    """What is wrong with the name of a test, or None."""
    course, module, quiz = name.split("/")
    if course not in courses:
        words = _('The course "%(course)s" is not in this programme.', course=course)
        return words + meant(course, courses)
    if course not in names:
        return None  # said already
    if module not in names[course]:
        words = _(
            'There is no module "%(module)s" in the course "%(course)s".',
            module=module,
            course=course,
        )
        return words + meant(module, names[course])
    if quiz not in names[course][module]:
        words = _('There is no "%(quiz)s" in the module "%(module)s".', quiz=quiz, module=module)
        return words + meant(quiz, names[course][module])
    return None
