"""The signed copies of an attestation: an Open Badge and a token, made once."""

import json
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.attestations.models import Attestation, Credential
from lms.attestations.queries import attestations, keys
from lms.completion.record import digest
from lms.config import setting
from lms.credentials import badges, proofs, tokens
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def sign(attestation: Attestation, *, by: Person, now: datetime) -> Credential:
    """Signs what the attestation says, in the language of its first paper; what was signed before
    is given again, so that everybody has the same. Raises Refused."""
    attestations.lock_of(attestation)
    if made := db.session.get(Credential, attestation.id, populate_existing=True):
        return made
    refuse(attestation)
    signer = keys.signer()
    if signer is None:
        raise Refused(_("There is no key to sign with yet. An administrator makes one."))
    document = unsigned(attestation, signer.issuer)
    attestation.signed_digest = digest(document)
    signed = Credential(
        attestation_id=attestation.id,
        key_id=signer.key_id,
        document=json.dumps(proofs.sign(document, signer, created=now), ensure_ascii=False),
        token=tokens.encode(document, signer),
        made_at=now,
    )
    db.session.add(signed)
    db.session.flush()
    record("attestation", attestation.serial, "signed", {"key": signer.key_id}, by=by, now=now)
    return signed


def refuse(attestation: Attestation) -> None:
    if attestation.facts is None:
        raise Refused(_("The holder's data were erased: nothing can be signed of them."))
    if attestation.revoked_at is not None:
        raise Refused(_("This attestation was revoked: nothing is signed for it any more."))


def unsigned(attestation: Attestation, issuer: str) -> dict:
    """The badge without its proof. `issuer`: a DID."""
    assert attestation.facts is not None  # refused above
    language = attestation.languages[0]
    address = setting("ADDRESS").rstrip("/")
    slug = attestation.facts["programme"]["slug"]
    with force_locale(language):
        return badges.badge(
            attestation.facts,
            serial=attestation.serial,
            holder=attestation.holder or "",
            holder_native=attestation.holder_native,
            issued_at=attestation.issued_at,
            issuer=issuer,
            address=address,
            language=language,
            status=badges.Place(attestation.status_list, attestation.status_index),
            picture=f"{address}/achievements/{slug}.svg",
        )
