"""An attestation as a badge and as files, in the language of who asks for them."""

from typing import Any

from flask_babel import gettext as _

from lms.attestations import serials
from lms.attestations.letters.outcomes import made_up, sessions
from lms.attestations.letters.paper import address_of, hours
from lms.attestations.models import Attestation
from lms.completion.words import share
from lms.courses.rules.words import hours_of_units
from lms.credentials import elm
from lms.credentials.badges import criteria, seen
from lms.credentials.picture import Badge, draw
from lms.i18n import direction, in_words, speaking

SIDE = 480  # pixels of the picture as PNG


def picture(facts: dict[str, Any], colour: str) -> str:
    """SVG, in the colour of the organisation, with the hours of the holder."""
    unit = facts["unit_minutes"]
    said = hours(facts["total_minutes"], facts["required_minutes"], unit)
    return drawn(facts, said, facts["total_minutes"], colour)


def picture_of_all(attestation: Attestation) -> str:
    """The picture of what the programme asks: nobody's own hours are in it."""
    facts: dict[str, Any] = attestation.facts or {}
    said = hours_of_units(facts["required_units"], facts["unit_minutes"])
    return drawn(facts, said, facts["required_minutes"], attestation.template.colour)


def drawn(facts: dict[str, Any], said: str, minutes: int, colour: str) -> str:
    title = in_words(facts["programme"]["title"])
    return draw(
        Badge(
            facts["programme"]["track"],
            title,
            facts["organisation"]["name"],
            said,
            _("Badge: %(programme)s, %(hours)s", programme=title, hours=said),
            colour,
            minutes,
            facts["required_minutes"],
            facts["unit_minutes"],
            speaking(),
            direction(speaking()),
        )
    )


def hours_in_words(facts: dict[str, Any]) -> str:
    """How they compare to what is asked, in how many sessions, and what of them was made up."""
    return " ".join(filter(None, (share(facts), f"{sessions(facts)}.", made_up(facts))))


def learning_model(attestation: Attestation, image: bytes) -> dict[str, Any]:
    """For the European Learning Model: unsigned, and saying so. `image`: the badge, PNG."""
    address, facts = address_of(attestation.serial), attestation.facts or {}
    return elm.export(
        facts,
        elm.Beside(
            serial=serials.shown(attestation.serial),
            address=address,
            holder=attestation.holder or "",
            holder_native=attestation.holder_native,
            issued_at=attestation.issued_at,
            language=speaking(),
            unsigned=_(
                "This file is not signed. Check the attestation here: %(address)s", address=address
            ),
            passed=_("Passed"),
            portfolio=_("Portfolio"),
            share=seen(hours_in_words(facts)),
            asks=criteria(facts),
            picture=image,
        ),
    )
