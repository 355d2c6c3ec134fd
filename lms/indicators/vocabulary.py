"""The words of formulas: kinds, facts with their filters, and the parts in which a figure is told.

Pure, so it says again what kinds of activities and outcomes there are; a test holds them equal.
"""

from collections.abc import Mapping

PEOPLE, ORGANISATIONS, ITEMS, SHARE = KINDS = ("people", "organisations", "items", "share")
NOT_KNOWN = "none"

TAUGHT = ("subject", "track", "programme", "theme")
MET = ("activity", "theme", "mode")
# kind -> fact -> the filters that it takes
FACTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    PEOPLE: {
        "enrolled": TAUGHT,
        "came": MET,
        "registered": MET,
        "level": ("steps",),
        "outcome": ("outcome",),
    },
    ORGANISATIONS: {
        "partner": ("organisation_kind",),
        "took_part": ("organisation_kind", "activity", "track"),
    },
    ITEMS: {
        "programme": TAUGHT,
        "session": (*TAUGHT, "mode"),
        "enrolment": TAUGHT,
        "activity": MET,
        "registration": MET,
        "participation": MET,
        "pair": ("state", "between"),
        "plan": ("state",),
        "measure": ("state", "for_women"),
    },
    SHARE: {},
}
# states that count only where a formula asks for them
UNASKED = ("draft", "dropped")
WHOLE = ("steps",)  # filters that are numbers
AGES = ("0-17", "18-60", "61+")
GENDERS = ("F", "M", "X")
ACTIVITIES = (
    "study_visit", "national_dialogue", "webinar", "regional_workshop", "final_event",
    "needs_analysis", "transfer_workshop", "training_academy", "advisory_board",
    "mentoring_meeting",
)  # fmt: skip
OUTCOMES = ("helpful", "recognition", "residence", "useful", "still_used")
# filter -> the words that it knows; the others take any word
VALUES: Mapping[str, tuple[str, ...]] = {
    "track": ("authority", "teacher", "migrant"),
    "mode": ("onsite", "online", "hybrid"),
    "activity": ACTIVITIES,
    "outcome": OUTCOMES,
    "between": ("people", "organisations"),
    "for_women": ("yes", "no"),
    "state": (
        "active", "ended", "replaced", "draft", "adopted", "closed", "planned", "begun", "done",
        "dropped",
    ),
}  # fmt: skip
WHO: Mapping[str, tuple[str, ...]] = {
    "gender": (*GENDERS, NOT_KNOWN),
    "age": (*AGES, NOT_KNOWN),
}
BREAKDOWNS: Mapping[str, tuple[str, ...]] = {
    PEOPLE: ("age", "gender", "organisation", "country", "programme", "track"),
    ORGANISATIONS: ("organisation_kind", "country"),
    ITEMS: (
        "organisation", "country", "programme", "track", "theme", "activity", "mode", "state",
        "for_women", "between",
    ),
    SHARE: (),
}  # fmt: skip
# breakdown -> its cells in order, also those that nobody is in; the others have those there are
CELLS: Mapping[str, tuple[str, ...]] = {"age": AGES, "gender": GENDERS}
