"""The columns of a pack's tables: a public contract. Those of our own tables come first, so that
presences.csv, make_up.csv and timetable.csv can be imported again."""

from lms.tables.formats import ATTENDANCE, MAKE_UP, SESSIONS

TIMETABLE = (*SESSIONS.columns, "title", "net_minutes", "unit_minutes", "substitute", "moved_to")
TRAINERS = ("session_code", "date", "person_code", "display_name", "part", "status", "net_minutes")
PRESENCES = (*ATTENDANCE.columns, "date", "display_name", "recorded_by", "recorded_at")
MAKE_UPS = (*MAKE_UP.columns, "date", "display_name", "recorded_at")
OFFERS = (
    "session_code",
    "date",
    "person_code",
    "display_name",
    "kind",
    "to_session_code",
    "to_group",
    "to_date",
    "to_status",
    "to_times",
    "task",
    "task_minutes",
    "approved_minutes",
    "state",
    "offered_by",
    "offered_at",
    "answered_by",
    "answered_at",
    "settled_by",
    "settled_at",
)
AMENDMENTS = (
    "session_code",
    "date",
    "person_code",
    "display_name",
    "old",
    "new",
    "reason",
    "state",
    "asked_by",
    "asked_at",
    "settled_by",
    "settled_at",
    "answer",
)
SEALS = (
    "number",
    "kind",
    "session_code",
    "hash",
    "previous",
    "made_by",
    "made_at",
    "facts",
    "names",
)
COVERAGE = (
    "session_code",
    "date",
    "person_code",
    "display_name",
    "mark",
    "times",
    "credited_minutes",
    "signature",
    "check_in",
    "platform",
    "proven",
)
GAPS = ("gap", "session_code", "date", "person_code", "display_name", "words")
MANIFEST = ("file", "size", "sha256")
