"""What programmes and courses are about, as codes that content folders name and people read."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

# the five themes of the Includ-EU action plan, and what else local inclusion is about
THEMES: Mapping[str, Any] = {
    "labour": _l("Work"),
    "education": _l("Education"),
    "health": _l("Health care"),
    "housing": _l("Housing"),
    "participation": _l("Exchange with host communities"),
    "governance": _l("Local government"),
    "digital": _l("Digital skills"),
}

# funders count some of these apart: language courses, civic orientation, personal guidance
SUBJECTS: Mapping[str, Any] = {
    "language": _l("Language"),
    "civic_orientation": _l("Civic orientation"),
    "guidance": _l("Personal guidance"),
    "digital": _l("Digital skills"),
    "vocational": _l("Work and training"),
    "intercultural": _l("Intercultural competence"),
    "local_government": _l("Local government"),
}
