"""The key `policy` of a programme's file: which rules it sets; whether what they name is there."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.courses import policy as policies
from lms.courses.content.fields import Fields
from lms.courses.content.tree import Node
from lms.meant import meant

Names = Mapping[str, Mapping[str, frozenset[str]]]  # course -> module -> its assessments
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def line_of(node: Node, place: str) -> int:
    """The line of a place in the value of a key, "conditions.all[1].any", as far as it is there."""
    for name, number in _STEP.findall(place):
        value = node.value
        if name and isinstance(value, dict) and name in value:
            node = value[name]
        elif number and isinstance(value, list) and int(number) < len(value):
            node = value[int(number)]
        else:
            break
    return node.line


class PolicyOf:
    """The policy: every key on its own, so that all that is wrong is said at once."""

    def __init__(self, fields: Fields, names: Names, courses: list[str]) -> None:
        self.fields = fields
        self.names = names
        self.courses = courses

    def read(self) -> dict[str, Any]:
        """The whole policy in exact text: defaults, then the preset's, then the file's keys."""
        node = self.fields.get("policy")
        if node is None:
            return policies.as_dict(policies.Policy())
        if not isinstance(node.value, dict):
            self.fields.wrong("policy", _("Write the keys of the policy here."))
            return {}
        inner = self.fields.inner(node)
        given = {
            key: part.plain() for key, part in node.value.items() if self.fits(inner, key, part)
        }
        policy = policies.parse(given)
        self.modules_are_there(inner, policy)
        self.exit_is_there(inner, policy)
        if policy.conditions is not None:
            self.conditions_are_there(inner, inner.nodes["conditions"])
        return policies.as_dict(policy)

    def fits(self, inner: Fields, key: str, part: Node) -> bool:
        known = ("preset", *policies.KEYS)
        if key not in known:
            inner.wrong(key, _("This key is not known.") + meant(key, known))
            return False
        try:
            policies.parse({key: part.plain()})
        except policies.PolicyProblem as problem:
            inner.wrong(key, problem.words, line_of(part, problem.key))
            return False
        return True

    def modules_are_there(self, inner: Fields, policy: policies.Policy) -> None:
        for name in policy.mandatory_modules:
            course, module = name.split("/")
            items = inner.nodes["mandatory_modules"].value
            line = next(item.line for item in items if item.value == name)
            if words := self.absent(course, module):
                inner.wrong("mandatory_modules", words, line)

    def exit_is_there(self, inner: Fields, policy: policies.Policy) -> None:
        if policy.exit_assessment and (words := self.no_test(policy.exit_assessment)):
            inner.wrong("exit_assessment", words)

    def conditions_are_there(self, inner: Fields, node: Node) -> None:
        """What a tree names, in the order of the file; the tree can be read."""
        (kind, asked), *_rest = node.value.items()
        if kind in ("all", "any"):
            for one in asked.value:
                self.conditions_are_there(inner, one)
            return
        words = None
        match kind:
            case "course":
                asked = asked.value["course"]
                words = self.no_course(asked.value)
            case "module":
                words = self.absent(*asked.value.split("/"))
            case "assessment":
                words = self.no_test(asked.value)
        if words:
            inner.wrong("conditions", words, asked.line)

    def no_test(self, name: str) -> str | None:
        """What is wrong with a test of a module, or None."""
        course, module, quiz = name.split("/")
        if words := self.absent(course, module):
            return words
        if course not in self.names or quiz in self.names[course][module]:
            return None
        words = _('There is no "%(quiz)s" in the module "%(module)s".', quiz=quiz, module=module)
        return words + meant(quiz, self.names[course][module])

    def no_course(self, course: str) -> str | None:
        if course in self.courses:
            return None
        words = _('The course "%(course)s" is not in this programme.', course=course)
        return words + meant(course, self.courses)

    def absent(self, course: str, module: str) -> str | None:
        """What is wrong with a module of a course, or None."""
        if words := self.no_course(course):
            return words
        if course in self.names and module not in self.names[course]:
            words = _(
                'There is no module "%(module)s" in the course "%(course)s".',
                module=module,
                course=course,
            )
            return words + meant(module, self.names[course])
        return None
