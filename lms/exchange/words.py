"""What kinds and states are called on screen."""

from typing import Any

from flask_babel import lazy_gettext as _l

from lms.courses.words import THEMES
from lms.exchange.models import ActivityKind, ActivityStatus, MeasureState, PairState, PlanState
from lms.i18n import in_words
from lms.projects.models import Project

KINDS: dict[str, Any] = {
    ActivityKind.STUDY_VISIT: _l("Study visit"),
    ActivityKind.NATIONAL_DIALOGUE: _l("National dialogue"),
    ActivityKind.WEBINAR: _l("Webinar"),
    ActivityKind.REGIONAL_WORKSHOP: _l("Regional workshop"),
    ActivityKind.FINAL_EVENT: _l("Final event"),
    ActivityKind.NEEDS_ANALYSIS: _l("Needs analysis"),
    ActivityKind.TRANSFER_WORKSHOP: _l("Transfer Knowledge Workshop"),
    ActivityKind.TRAINING_ACADEMY: _l("Training academy"),
    ActivityKind.ADVISORY_BOARD: _l("Advisory board"),
    ActivityKind.MENTORING_MEETING: _l("Mentoring meeting"),
}
STATES: dict[str, tuple[Any, str, str]] = {  # words, icon, colour
    ActivityStatus.PLANNED: (_l("Planned"), "cal", ""),
    ActivityStatus.HELD: (_l("Held"), "done", "c-done"),
    ActivityStatus.CANCELLED: (_l("Cancelled"), "cross", "c-cannot"),
}
MODES: dict[str, Any] = {
    "onsite": _l("On site"), "online": _l("Online"), "hybrid": _l("On site and online"),
}  # fmt: skip
ROLES: dict[str, Any] = {
    "participant": _l("Participant"), "speaker": _l("Speaker"), "staff": _l("Staff"),
}  # fmt: skip
TOTALS: dict[str, Any] = {  # four figures of what was held, as addresses name them
    "registrations": _l("Registrations"),
    "participations": _l("Participations"),
    "people": _l("Unique people, by name"),
    "organisations": _l("Organisations"),
}
PAIRS: dict[str, Any] = {
    PairState.ACTIVE: _l("Under way"),
    PairState.ENDED: _l("Ended"),
    PairState.REPLACED: _l("Replaced"),
}
PLANS: dict[str, Any] = {
    PlanState.DRAFT: _l("Draft"),
    PlanState.ADOPTED: _l("Adopted"),
    PlanState.CLOSED: _l("Closed"),
}
MEASURES: dict[str, Any] = {
    MeasureState.PLANNED: _l("Planned"),
    MeasureState.BEGUN: _l("Begun"),
    MeasureState.DONE: _l("Done"),
    MeasureState.DROPPED: _l("Dropped"),
}


def themes(project: Project, known: str | None = None) -> list[tuple[str, Any]]:
    """The themes of a project in words, else those of all programmes; with one that is `known`."""
    own = {one["code"]: in_words(one["label"]) for one in project.themes or ()}
    found = own or dict(THEMES)
    if known:
        found.setdefault(known, THEMES.get(known, known))
    return list(found.items())
