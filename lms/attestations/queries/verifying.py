"""What a stranger asks about: one attestation by its serial, or by the file that was sent."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload

from lms.attestations.models import Attestation, Paper
from lms.db import db

PUBLIC = (  # one statement for everything that the public page says, and nothing more is loaded
    joinedload(Attestation.organisation),
    joinedload(Attestation.programme),
    joinedload(Attestation.template),
    raiseload("*"),
)


def by_serial(serial: str) -> Attestation | None:
    """In one statement, with what its public page says."""
    asked = select(Attestation).where(Attestation.serial == serial).options(*PUBLIC)
    return db.session.scalars(asked).one_or_none()


def by_serials(wanted: Sequence[str]) -> Attestation | None:
    """The first of some serials that is one of ours."""
    asked = select(Attestation).where(Attestation.serial.in_(wanted)).options(*PUBLIC)
    found = {one.serial: one for one in db.session.scalars(asked)}
    return next((found[one] for one in wanted if one in found), None)


def by_paper(file_id: str) -> Attestation | None:
    """The attestation whose paper is exactly this file (the SHA-256 of its bytes)."""
    asked = (
        select(Attestation)
        .join(Paper, Paper.attestation_id == Attestation.id)
        .where(Paper.file_id == file_id)
        .options(*PUBLIC)
    )
    return db.session.scalars(asked).first()
