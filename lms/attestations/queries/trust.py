"""What this installation knows of what it issued: for the verdict about a file."""

import json
from typing import Any

from lms.attestations import serials
from lms.attestations.models import Credential
from lms.attestations.queries import keys
from lms.attestations.queries.verifying import by_serial
from lms.attestations.rules.answering import Answer, answer
from lms.completion.record import digest
from lms.config import setting
from lms.credentials.proofs import without_proof
from lms.credentials.whose import Standing, Trust
from lms.credentials.words import Code
from lms.db import db


def trust() -> Trust:
    """Our keys and our register. A stolen key is none of ours: what it signed proves nothing."""
    known = {key.id: key.retired_at for key in keys.every() if key.stolen_at is None}
    return Trust(setting("ADDRESS"), known, keys.issuers(), look, knows)


def knows(serial: str) -> bool:
    """Whether something was ever issued here under a serial, in whatever way it is written."""
    read = serials.read(serial)
    return read is not None and by_serial(read) is not None


def look(serial: str, credential: dict[str, Any]) -> Standing:
    """What the register says of a credential that our key signed. It must be the one that was
    issued: a key alone, be it lost one day, is not enough to make another. Of who was erased the
    digest of their badge is left, and nothing else is known here."""
    read = serials.read(serial)
    attestation = by_serial(read) if read else None
    said = answer(attestation) if attestation else Answer.SILENT
    if attestation is None:
        return Standing(False, Code.UNKNOWN_HERE)
    if said == Answer.SILENT:
        return Standing(False, Code.SILENT)
    if said == Answer.REVOKED:
        return Standing(False, Code.REVOKED, {"on": attestation.revoked_at})
    if said == Answer.ERASED:
        if attestation.signed_digest != digest(credential):
            return Standing(False, Code.UNKNOWN_HERE)
        return Standing(True, Code.ERASED)
    issued = db.session.get(Credential, attestation.id)
    is_same = issued and without_proof(json.loads(issued.document)) == credential
    if said != Answer.VALID or not is_same:
        return Standing(False, Code.DIFFERENT)
    return Standing(True, Code.STANDS)
