"""Reading a programme's file: what it asks, of which courses, under which policy."""

from flask_babel import gettext as _

from lms.courses.content import written
from lms.courses.content.courses import missing_title
from lms.courses.content.fields import Fields
from lms.courses.content.levels import read_levels
from lms.courses.content.policies import Names, PolicyOf
from lms.courses.content.reader import Reader
from lms.courses.content.tree import Node
from lms.courses.words import THEMES
from lms.meant import meant

TRACKS = ("authority", "teacher", "migrant")
UNIT_MINUTES = ("45", "50", "60")


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
        rules=PolicyOf(fields, names, courses.slugs).read(),
        levels=read_levels(fields, names, courses.slugs),
        theme=fields.choice("theme", THEMES),
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
