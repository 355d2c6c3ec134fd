"""The columns of each table, as they are written in files: a public contract."""

from typing import NamedTuple


class Format(NamedTuple):
    """A table: its name, its columns in the order in which we write them, those it cannot lack."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


PEOPLE = Format(
    "people",
    (
        "person_code",
        "display_name",
        "native_name",
        "language",
        "email",
        "phone",
        "gender",
        "birth_date",
        "organisation",
        "role",
    ),
    ("person_code", "display_name"),
)
GROUPS = Format(
    "groups",
    (
        "group",
        "programme",
        "title",
        "organisation",
        "timezone",
        "capacity",
        "starts_on",
        "ends_on",
    ),
    ("group", "programme"),
)
ROSTER = Format(
    "roster",
    ("person_code", "group", "from", "to"),
    ("person_code", "group", "from"),
)
SESSIONS = Format(
    "sessions",
    (
        "session_code",
        "group",
        "course",
        "module",
        "date",
        "start",
        "end",
        "breaks",
        "timezone",
        "mode",
        "place",
        "trainer",
        "status",
    ),
    ("session_code", "group", "date", "start", "end"),
)
ATTENDANCE = Format(
    "attendance",
    ("session_code", "person_code", "in", "out", "source", "excused", "note"),
    ("session_code", "person_code"),
)
MAKE_UP = Format(
    "make_up",
    ("session_code", "person_code", "minutes", "approved_by", "note"),
    ("session_code", "person_code", "minutes"),
)
ACTIVITIES = Format(
    "activities",
    (
        "activity_code",
        "project",
        "kind",
        "title",
        "language",
        "host",
        "first_day",
        "last_day",
        "start",
        "end",
        "timezone",
        "mode",
        "place",
        "country",
        "status",
        "registered",
        "came",
    ),
    ("activity_code", "project", "kind", "title", "host", "first_day"),
)
PARTICIPATIONS = Format(
    "participations",
    ("activity_code", "person_code", "role", "registered", "came"),
    ("activity_code", "person_code"),
)
OUTCOMES = Format(
    "outcomes",
    ("person_code", "project", "outcome", "answer", "date", "source", "note"),
    ("person_code", "project", "outcome", "answer", "date"),
)
