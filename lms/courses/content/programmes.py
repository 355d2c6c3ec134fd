"""Reading a programme's file: what it asks, of which courses, under which policy."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.courses import policy as policies
from lms.courses.content import written
from lms.courses.content.courses import missing_title
from lms.courses.content.fields import Fields
from lms.courses.content.levels import read_levels
from lms.courses.content.reader import Reader
from lms.courses.content.tree import Node
from lms.meant import meant

TRACKS = ("authority", "teacher", "migrant")
UNIT_MINUTES = ("45", "50", "60")
Names = Mapping[str, Mapping[str, frozenset[str]]]  # course -> module -> its assessments


def read_programme(reader: Reader, slug: str, names: Names) -> written.Programme | None:
    """The programme in `programmes/<slug>.yaml`. `names` are all the courses that there are."""
    fields = reader.fields(f"programmes/{slug}.yaml")
    if fields is None:
        return None
    courses = _Courses(fields, names)
    missing = _("This key is missing. Write a whole number, 1 or more.")
    programme = written.Programme(
        slug=slug,
        title=fields.texts("title", missing_title()) or {},
        summary=fields.texts("summary", most=5000),
        audience=fields.texts("audience", most=5000),
        goals=fields.lists("goals"),
        track=fields.choice("track", TRACKS, _missing(TRACKS)) or "",
        organisation=fields.slug("organisation", _("This key is missing. Name one.")) or "",
        required_units=fields.number(
            "required_units", missing, _("Write a whole number, 1 or more.")
        )
        or 0,
        unit_minutes=int(fields.choice("unit_minutes", UNIT_MINUTES, _missing(UNIT_MINUTES)) or 0),
        courses=courses.read(),
        rules=_Policy(fields, names, courses.slugs).read(),
        levels=read_levels(fields, names, courses.slugs),
    )
    courses.add_up(programme.required_units)
    fields.end()
    return programme


def _missing(options: tuple[str, ...]) -> str:
    known = ", ".join(options)
    return _("This key is missing. Choose one of these: %(known)s.", known=known)


class _Courses:
    """The list of courses with their units."""

    def __init__(self, fields: Fields, names: Names) -> None:
        self.fields = fields
        self.names = names
        self.slugs: list[str] = []
        self.units: list[int | None] = []

    def read(self) -> list[tuple[str, int]]:
        words = _("List the courses here, each with course and units.")
        node = self.fields.get("courses", words)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.fields.wrong("courses", words)
            return []
        for item in node.value:
            if isinstance(item.value, dict):
                self.item(item)
            else:
                self.fields.wrong("courses", words, item.line)
        return [(slug, units or 0) for slug, units in zip(self.slugs, self.units, strict=True)]

    def item(self, node: Node) -> None:
        inner = self.fields.inner(node)
        slug = inner.slug("course", _("This key is missing. Name a course."))
        words = _("Write a whole number, 1 or more.")
        units = inner.number(
            "units", _("This key is missing. Write a whole number, 1 or more."), words
        )
        inner.end()
        if slug is None:
            self.units.append(None)
            self.slugs.append("")
            return
        if slug in self.slugs:
            inner.wrong("course", _("This course is in the list twice."))
        elif slug not in self.names:
            words = _('There is no course "%(slug)s" in this folder or the database.', slug=slug)
            inner.wrong("course", words + meant(slug, self.names))
        self.slugs.append(slug)
        self.units.append(units)

    def add_up(self, required: int) -> None:
        """The units must be as many as the programme asks (unless one of them is wrong anyway)."""
        if not required or not self.units or None in self.units:
            return
        total = sum(units or 0 for units in self.units)
        if total != required:
            words = _(
                "The units of the courses add up to %(total)s, and required_units is %(required)s.",
                total=total,
                required=required,
            )
            self.fields.wrong("courses", words)


class _Policy:
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
        return policies.as_dict(policy)

    def fits(self, inner: Fields, key: str, part: Node) -> bool:
        known = ("preset", *policies.KEYS)
        if key not in known:
            inner.wrong(key, _("This key is not known.") + meant(key, known))
            return False
        try:
            policies.parse({key: part.plain()})
        except policies.PolicyProblem as problem:
            inner.wrong(key, problem.words)
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
        if policy.exit_assessment is None:
            return
        course, module, quiz = policy.exit_assessment.split("/")
        words = self.absent(course, module)
        if not words and course in self.names and quiz not in self.names[course][module]:
            words = _(
                'There is no "%(quiz)s" in the module "%(module)s".', quiz=quiz, module=module
            )
            words += meant(quiz, self.names[course][module])
        if words:
            inner.wrong("exit_assessment", words)

    def absent(self, course: str, module: str) -> str | None:
        """What is wrong with a module of a course, or None."""
        if course not in self.courses:
            words = _('The course "%(course)s" is not in this programme.', course=course)
            return words + meant(course, self.courses)
        if course in self.names and module not in self.names[course]:
            words = _(
                'There is no module "%(module)s" in the course "%(course)s".',
                module=module,
                course=course,
            )
            return words + meant(module, self.names[course])
        return None
