"""A made-up attestation, to see how those of an organisation look. Nobody can check it."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.attestations.models import Attestation
from lms.courses.models import Programme
from lms.people.models import Organisation

NAME, NATIVE, SERIAL = "Amina Yusuf", "أمينة يوسف", "0" * 16
DAYS = ("2022-03-24", "2022-06-09")


def sample(
    organisation: Organisation, programme: Programme | None, *, now: datetime
) -> Attestation:
    """With the courses and hours of one of its programmes, where it has one."""
    return Attestation(
        serial=SERIAL, holder=NAME, holder_native=NATIVE, issued_at=now,
        facts=facts(organisation, programme),
    )  # fmt: skip


def facts(organisation: Organisation, programme: Programme | None) -> dict[str, Any]:
    """A record (lms/completion/record.py) of somebody who came to everything."""
    title: Any = programme.title if programme else _("Title of the programme")
    unit = programme.unit_minutes if programme else 45
    units = programme.required_units if programme else 60
    parts = programme.courses if programme else []
    courses = [_course(part.course.title, part.units * unit) for part in parts]
    total = units * unit
    return {
        "first_day": DAYS[0], "last_day": DAYS[1],
        "programme": {"title": title},
        "organisation": {"name": organisation.name},
        "policy": {"rules": {}},
        "unit_minutes": unit, "required_units": units, "required_minutes": total,
        "total_minutes": total, "make_up_minutes": 0, "sessions": {"attended": 24, "held": 24},
        "ratio": "1", "percent": "100.00",
        "courses": courses or [_course(_("Course"), total)],
        "modules": [], "assessment": None, "portfolio": None,
        "levels": [
            {"framework": "cefr", "skill": "speaking", "entry": "Pre-A1", "exit": "A1"},
            {"framework": "cefr", "skill": "reading", "entry": "Pre-A1", "exit": "A1"},
        ],
    }  # fmt: skip


def _course(title: Any, minutes: int) -> dict[str, Any]:
    return {"title": title, "level": None, "required_minutes": minutes, "total_minutes": minutes}
