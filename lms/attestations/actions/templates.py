"""How the attestations of an organisation look. Every change is a version; old ones stay, for the
attestations that were made with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lms.attestations.models import Template
from lms.attestations.queries import templates as queries
from lms.config import setting
from lms.db import db
from lms.erasing import Leaving
from lms.people.actions import record
from lms.people.models import Organisation, Person

COLUMNS = (
    "logo_id", "signature_id", "signatory", "signatory_role", "place", "colour", "words",
    "languages",
)  # fmt: skip
SIGNS = ("signatory", "signatory_role", "signature_id")
COLOUR = "#1d3557"


def plain(organisation: Organisation) -> Template:
    """What attestations look like before anybody has said it: not kept yet."""
    return Template(
        organisation_id=organisation.id, version=1, colour=COLOUR,
        languages=[setting("LANGUAGES")[0]],
    )  # fmt: skip


def template_of(organisation: Organisation, *, by: Person, now: datetime) -> Template:
    """The newest version; where there is none, a plain one is the first."""
    if found := queries.template(organisation.id):
        return found
    made = plain(organisation)
    made.made_at, made.made_by_id = now, by.id
    db.session.add(made)
    db.session.flush()
    return made


def save(
    organisation: Organisation, values: Mapping[str, Any], *, by: Person | None, now: datetime
) -> Template | None:
    """The next version, where something is different; else None. The history says which columns
    are, and not the words of a signature. `values`: any of COLUMNS."""
    queries.lock(organisation)
    before = queries.template(organisation.id) or plain(organisation)
    kept = {name: getattr(before, name) for name in COLUMNS}
    wanted = kept | {name: value or None for name, value in values.items()}
    different = sorted(name for name in COLUMNS if (kept[name] or None) != wanted[name])
    if not different and before.id:
        return None
    version = before.version + 1 if before.id else 1
    made = Template(organisation_id=organisation.id, version=version, **wanted)
    made.made_at, made.made_by_id = now, by.id if by else None
    db.session.add(made)
    db.session.flush()
    detail = {"version": version, "changed": different}
    record("attestation template", organisation.slug, "changed", detail, by=by, now=now)
    return made


def forget_signatory(who: Leaving) -> None:
    """Who is erased signs nothing from now on: where the newest version of an organisation names
    them, the next has neither name, role nor signature. What was issued stays as it is."""
    for one in queries.newest():
        if queries.named(one, who):
            save(one.organisation, dict.fromkeys(SIGNS), by=None, now=who.now)
