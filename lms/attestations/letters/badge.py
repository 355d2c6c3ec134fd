"""The picture of an attestation's badge, in the language of who sees it."""

from typing import Any

from flask_babel import gettext as _

from lms.attestations.letters.certified import hours
from lms.attestations.models import Attestation
from lms.credentials.picture import Badge, draw
from lms.i18n import direction, in_words, speaking


def picture(attestation: Attestation) -> str:
    """SVG, in the colour of the organisation. Raises where the attestation has no record."""
    facts: dict[str, Any] = attestation.facts or {}
    unit = facts["unit_minutes"]
    title = in_words(facts["programme"]["title"])
    said = hours(facts["total_minutes"], facts["required_minutes"], unit)
    words = _("Badge: %(programme)s, %(hours)s", programme=title, hours=said)
    return draw(
        Badge(
            facts["programme"]["track"],
            title,
            facts["organisation"]["name"],
            said,
            words,
            attestation.template.colour,
            facts["total_minutes"],
            facts["required_minutes"],
            unit,
            speaking(),
            direction(speaking()),
        )
    )
