"""Filters for the templates of attestations; and what waits for who learns."""

from collections.abc import Collection
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from lms.attestations import queries, serials
from lms.attestations.letters.outcomes import made_up, outcomes, sessions, time_words
from lms.attestations.models import Attestation
from lms.attestations.views.blueprint import bp
from lms.completion.holding import Held, holds, proves
from lms.completion.models import Completion
from lms.completion.words import units
from lms.db import db
from lms.i18n import day, in_words
from lms.ways import Todo, todo


def attested(completion: Completion) -> Held | None:
    """Why a completion cannot be taken back."""
    if found := queries.standing_of(completion.id):
        serial = serials.shown(found.serial)
        words = _("An attestation stands on it: %(serial)s. Revoke that first.", serial=serial)
        return Held(words, "attestations.one", {"serial": found.serial})
    return None


holds(attested)


@proves
def papers(completions: Collection[int]) -> dict[int, str]:
    """The pages of the attestations that stand on these completions."""
    found = queries.standing_on(completions)
    return {key: url_for("attestations.one", serial=serial) for key, serial in found.items()}


SHOWN = 2  # attestations on somebody's first page
NEW = timedelta(days=30)  # so long after the issue they stand there

bp.add_app_template_filter(outcomes)
bp.add_app_template_filter(made_up, "made_up_words")
bp.add_app_template_filter(sessions, "sessions_words")
bp.add_app_template_filter(units, "in_units")
bp.add_app_template_filter(time_words, "as_time")


@bp.app_template_filter()
def iso_day(text: str) -> str:
    """A day of a record ("2022-03-24"), in words."""
    return day(date.fromisoformat(text))


@todo
def own(person, now) -> list[Todo]:
    """The newest attestations of who learns, for some weeks. Later they are behind what was
    completed, and in the list of their own."""
    if person.is_staff:
        return []
    is_new = Attestation.issued_at > now - NEW
    found = queries.of_person(person).where(queries.is_standing(), is_new).limit(SHOWN)
    return [
        Todo(
            _("Your attestation: %(programme)s", programme=in_words(one.programme.title)),
            url_for("attestations.one", serial=one.serial),
            "seal",
            rank=80,
        )
        for one in db.session.scalars(found)
    ]
