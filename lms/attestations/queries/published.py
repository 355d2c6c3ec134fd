"""What anybody may read so that badges can be checked and shown: no person is in it."""

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from lms.attestations.models import Attestation, Credential
from lms.courses.models import Programme
from lms.db import db


def is_list(number: int) -> bool:
    """Whether any attestation has its place in this list."""
    return bool(db.session.scalar(select(exists().where(Attestation.status_list == number))))


def revoked_in(number: int) -> list[int]:
    """The places of a list whose attestations were revoked, in order."""
    asked = select(Attestation.status_index).where(
        Attestation.status_list == number, Attestation.revoked_at.is_not(None)
    )
    return sorted(db.session.scalars(asked))


def newest_of(programme_slug: str) -> Attestation | None:
    """The newest attestation of a programme that has its record: what it asks is said by it."""
    asked = (
        select(Attestation)
        .join(Programme, Programme.id == Attestation.programme_id)
        .where(Programme.slug == programme_slug, Attestation.erased_at.is_(None))
        .options(joinedload(Attestation.template))
        .order_by(Attestation.issued_at.desc(), Attestation.id.desc())
        .limit(1)
    )
    return db.session.scalars(asked).one_or_none()


def credential(attestation_id: int) -> Credential | None:
    """What was signed for an attestation."""
    return db.session.get(Credential, attestation_id)
