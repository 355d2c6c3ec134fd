"""What projects, their partners and their figures are called, on screen."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

ORGANISATION_KINDS: Mapping[str, Any] = {
    "city": _l("City or municipality"),
    "region": _l("Region"),
    "lra_association": _l("Association of local and regional authorities"),
    "network": _l("Network"),
    "international_organisation": _l("International organisation"),
    "adult_education_centre": _l("Adult education centre"),
    "school": _l("School"),
    "third_sector": _l("Third sector"),
    "consultancy": _l("Consultancy"),
    "other": _l("Other"),
}

UNITS: Mapping[str, Any] = {
    "programme": _l("programmes"),
    "visit": _l("visits"),
    "dialogue": _l("dialogues"),
    "event": _l("events"),
    "webinar": _l("webinars"),
    "document": _l("documents"),
    "pilot": _l("pilots"),
    "city": _l("cities"),
    "association": _l("associations"),
    "workshop": _l("workshops"),
    "academy": _l("academies"),
    "plan": _l("plans"),
    "analysis": _l("analyses"),
    "pair": _l("pairs"),
}
ONE: Mapping[str, Any] = {
    "session": _l("per session"),
    "programme": _l("per programme"),
    "visit": _l("per visit"),
    "dialogue": _l("per dialogue"),
    "event": _l("per event"),
    "webinar": _l("per webinar"),
    "document": _l("per document"),
    "pilot": _l("per pilot"),
    "city": _l("per city"),
    "association": _l("per association"),
    "workshop": _l("per workshop"),
    "academy": _l("per academy"),
    "plan": _l("per plan"),
    "analysis": _l("per analysis"),
    "pair": _l("per pair"),
}

BASES: Mapping[str, Any] = {  # rule 12
    "reported": _l(
        "Participants. Whether these are different people or participations is not stated."
    ),
    "registered": _l("Registrations: who had registered, not who came."),
    "unknown": _l("It is not known what it counts, or nobody counted people."),
}

OUTCOMES: Mapping[str, Any] = {
    "helpful": _l("Found it helpful for their integration"),
    "recognition": _l("Applied for recognition of qualifications or skills"),
    "residence": _l("Applied for long-term residence"),
    "useful": _l("Found it useful for their work"),
    "still_used": _l("Still uses it after three months"),
}
SOURCES: Mapping[str, Any] = {
    "survey": _l("Survey"),
    "interview": _l("Conversation"),
    "telephone": _l("Telephone"),
    "document": _l("Document"),
}
