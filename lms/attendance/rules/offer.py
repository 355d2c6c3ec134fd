"""What a session may say beside its times: who teaches instead, and how many places it has."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.people.models import Role

MOST_PLACES = 100_000


def offer_problems(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What is wrong with a substitute or with the places: (field, words) pairs."""
    trainer, substitute = values.get("trainer"), values.get("substitute")
    if substitute and substitute.role == Role.LEARNER:
        yield "substitute", _("%(name)s is not staff.", name=substitute.name)
    elif substitute and trainer and substitute.id == trainer.id:
        yield "substitute", _("%(name)s is the trainer already.", name=substitute.name)
    elif substitute and not values.get("substitute_reason"):
        yield "substitute_reason", _("Write why somebody else teaches.")
    capacity = values.get("capacity")
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        yield "capacity", _("Write a number of places from 1, or nothing for any number.")


def too_few_places(capacity: int | None, booked: int) -> str | None:
    """Why a session cannot have so few places, in words; none if it can."""
    if capacity is None or capacity >= booked:
        return None
    return ngettext(
        "%(num)s person has a place already. Leave room for them.",
        "%(num)s people have a place already. Leave room for them.",
        booked,
    )
