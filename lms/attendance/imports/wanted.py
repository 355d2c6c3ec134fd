"""What a row of sessions.csv comes to: the columns that its session would have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.attendance.models import Mode, Session, Status
from lms.courses.models import Group
from lms.tables.items import Item

COLUMNS = (
    "group_id",
    "course_id",
    "module_id",
    "day",
    "starts",
    "ends",
    "breaks",
    "zone",
    "mode",
    "place",
    "trainer_id",
    "status",
)
SAID_AS_KEPT = ("day", "starts", "ends", "breaks", "place", "mode", "status")
NEW: dict[str, Any] = dict.fromkeys(COLUMNS) | {
    "breaks": [],
    "mode": Mode.ONSITE,
    "status": Status.PLANNED,
}


@dataclass(slots=True)
class Known:
    """What the database has of everything that the file names."""

    sessions: Mapping[str, Session]
    groups: Mapping[str, Group]
    courses: Mapping[int, Mapping[str, int]]  # programme -> slug -> course
    modules: Mapping[tuple[int, str], int]  # (course, slug) -> module
    people: Mapping[str, Any]
    spoken_for: set[int]  # sessions with marks or make-up


@dataclass(slots=True)
class Wanted:
    """A row, what the database has of its session, and the columns that it would have."""

    item: Item[str]
    session: Session | None
    group: Group | None
    trainer: Any
    columns: dict[str, Any]
    different: dict[str, Any]

    @property
    def is_news(self) -> bool:
        return self.session is None or bool(self.different)


def wanted_by(item: Item[str], known: Known) -> Wanted:
    """The session that a row wants. What it names and is not there is said to be wrong."""
    row, values = item.row, item.values
    session, group = known.sessions.get(item.key), known.groups.get(values["group"])
    kept = {name: getattr(session, name) for name in COLUMNS} if session else dict(NEW)
    columns = kept | {name: values[name] for name in SAID_AS_KEPT if name in values}
    if group:
        columns["group_id"] = group.id
        if not session or "zone" in values:
            columns["zone"] = values.get("zone") or group.zone
        columns |= course_and_module(item, session, group, known)
    elif values["group"]:
        row.wrong("group", _("There is no group of this name. Import groups first."))
    trainer = known.people.get(values.get("trainer") or "")
    if trainer:
        columns["trainer_id"] = trainer.id
    elif values.get("trainer"):
        row.wrong("trainer", _("There is no person with this code. Import people first."))
    elif "trainer" in values:
        columns["trainer_id"] = None
    different = {name: columns[name] for name in COLUMNS if columns[name] != kept[name]}
    return Wanted(item, session, group, trainer, columns, different)


def course_and_module(
    item: Item[str], session: Session | None, group: Group, known: Known
) -> dict[str, int | None]:
    """A session is in a course of its programme, if that has courses (settled point 17); a module
    may bring its course: "digital-basics/02-safe-online"."""
    values, row = item.values, item.row
    of_course, _slash, module = (values.get("module") or "").rpartition("/")
    slug = values.get("course") or of_course
    course_id = session.course_id if session and "course" not in values and not slug else None
    courses = known.courses.get(group.programme_id, {})
    if session and session.course and session.course.slug == slug:
        course_id = session.course_id  # also where the programme has it no more
    elif slug:
        course_id = courses.get(slug)
        if course_id is None:
            column = "course" if values.get("course") else "module"
            row.wrong(column, _("The group's programme has no course %(slug)s.", slug=slug))
            return {}
    if course_id is None and courses:
        row.wrong("course", _("Name the course: its hours are counted there."))
        return {}
    if of_course not in ("", slug):
        row.wrong("module", _("This module is of another course. Choose one of the two."))
        return {}
    return {"course_id": course_id, "module_id": module_in(item, session, course_id, module, known)}


def module_in(
    item: Item[str], session: Session | None, course_id: int | None, slug: str, known: Known
) -> int | None:
    """The module of this name in the course; what is not said stays, in the same course."""
    if slug:
        found = known.modules.get((course_id or 0, slug))
        if found is None:
            item.row.wrong("module", _("The course has no module %(slug)s.", slug=slug))
        return found
    stays = session and "module" not in item.values and session.course_id == course_id
    return session.module_id if session and stays else None
