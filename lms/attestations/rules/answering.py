"""What a stranger who asks about a serial is told."""

from enum import StrEnum

from lms.attestations.models import Attestation
from lms.completion.record import digest


class Answer(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    ERASED = "erased"  # valid; the holder's data were erased, and they wished that it still answers
    SILENT = "silent"  # the holder was erased: nothing is said
    ALTERED = "altered"  # the record is not the one that was issued: nobody may rely on it


def answer(attestation: Attestation) -> Answer:
    """Erasing comes first (nothing more is said of who did not wish it), then revoking; then the
    record must have the digest that it had when it was issued."""
    if attestation.erased_at is not None and not attestation.answers_after_erasure:
        return Answer.SILENT
    if attestation.revoked_at is not None:
        return Answer.REVOKED
    if attestation.erased_at is not None or attestation.facts is None:
        return Answer.ERASED
    return Answer.VALID if is_whole(attestation) else Answer.ALTERED


def is_whole(attestation: Attestation) -> bool:
    """Whether facts and names are those over which the digest was made."""
    if attestation.facts is None:
        return False
    names = (attestation.holder, attestation.holder_native)
    return digest(attestation.facts, *names) == attestation.digest
