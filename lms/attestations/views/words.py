"""Filters for the templates of attestations; and what waits for who learns."""

from collections.abc import Collection
from datetime import date
from operator import itemgetter

from flask import url_for
from flask_babel import gettext as _

from lms.attestations import queries, serials
from lms.attestations.letters.outcomes import made_up, outcomes, sessions, time_words
from lms.attestations.views.blueprint import bp
from lms.completion.holding import Held, holds, proves
from lms.completion.models import Completion
from lms.completion.words import units
from lms.i18n import day, in_words
from lms.ways import Line, Todo, todo_of


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


bp.add_app_template_filter(outcomes)
bp.add_app_template_filter(made_up, "made_up_words")
bp.add_app_template_filter(sessions, "sessions_words")
bp.add_app_template_filter(units, "in_units")
bp.add_app_template_filter(time_words, "as_time")


@bp.app_template_filter()
def iso_day(text: str) -> str:
    """A day of a record ("2022-03-24"), in words."""
    return day(date.fromisoformat(text))


@todo_of(queries.newest)
def own(lines: list[Line]) -> list[Todo]:
    """The newest attestations of who learns, for some weeks. Later they are behind what was
    completed, and in the list of their own."""
    return [
        Todo(
            _("Your attestation: %(programme)s", programme=in_words(one["title"])),
            url_for("attestations.one", serial=one["serial"]),
            "seal",
            rank=80,
        )
        for one in sorted(lines, key=itemgetter("issued_at", "id"), reverse=True)
    ]
