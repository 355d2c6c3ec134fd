"""What a stranger asks about: one attestation by its serial, or by the file that was sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, select

from lms.attestations.models import Attestation, Paper, Run, Template
from lms.courses.models import Programme
from lms.db import db
from lms.people.models import Organisation


class Asked(NamedTuple):
    """Everything that the public page may say, and nothing more: one statement."""

    id: int
    serial: str
    holder: str | None
    holder_native: str | None
    facts: dict[str, Any] | None
    digest: str
    signed_digest: str | None
    paper_digests: list[str] | None
    issued_at: datetime
    revoked_at: datetime | None
    erased_at: datetime | None
    answers_after_erasure: bool | None
    organisation: str  # its name
    programme: dict[str, str]  # its title, for what was erased
    colour: str


def asked() -> Select[Any]:
    """The columns of `Asked`, in its order."""
    own = [getattr(Attestation, name) for name in Asked._fields[:12]]
    return (
        select(*own, Organisation.name, Programme.title, Template.colour)
        .join(Organisation, Organisation.id == Attestation.organisation_id)
        .join(Programme, Programme.id == Attestation.programme_id)
        .join(Template, Template.id == Attestation.template_id)
    )


ONE = asked().where(Attestation.serial == bindparam("serial"))  # made once: it is asked often


def by_serial(serial: str) -> Asked | None:
    row = db.session.execute(ONE, {"serial": serial}).one_or_none()
    return Asked(*row) if row else None


def by_serials(wanted: Sequence[str]) -> Asked | None:
    """The first of some serials that is one of ours."""
    rows = db.session.execute(asked().where(Attestation.serial.in_(wanted)))
    found = {row.serial: Asked(*row) for row in rows}
    return next((found[one] for one in wanted if one in found), None)


def by_paper(file_id: str) -> Asked | None:
    """The attestation whose paper is exactly this file (the SHA-256 of its bytes)."""
    of_file = asked().join(Paper, Paper.attestation_id == Attestation.id)
    row = db.session.execute(of_file.where(Paper.file_id == file_id)).first()
    return Asked(*row) if row else None


def is_of_run(file_id: str) -> bool:
    """Whether this file is one of all papers of a group, made here to be printed."""
    return bool(db.session.scalar(select(exists().where(Run.file_id == file_id))))


def issuers() -> list[str]:
    """The names of all organisations here."""
    return list(db.session.scalars(select(Organisation.name)))
