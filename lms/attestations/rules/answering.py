"""What a stranger who asks about a serial is told."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from lms.completion.record import digest


class Answer(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    ERASED = "erased"  # valid; the holder's data were erased, and they wished that it still answers
    SILENT = "silent"  # the holder was erased: nothing is said
    ALTERED = "altered"  # the record is not the one that was issued: nobody may rely on it


class Recorded(Protocol):
    """What the answer depends on."""

    @property
    def facts(self) -> dict[str, Any] | None: ...
    @property
    def holder(self) -> str | None: ...
    @property
    def holder_native(self) -> str | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def revoked_at(self) -> datetime | None: ...
    @property
    def erased_at(self) -> datetime | None: ...
    @property
    def answers_after_erasure(self) -> bool | None: ...


def answer(attestation: Recorded) -> Answer:
    """Erasing comes first (nothing more is said of who did not wish it), then revoking; then the
    record must have the digest that it had when it was issued."""
    if attestation.erased_at is not None and not attestation.answers_after_erasure:
        return Answer.SILENT
    if attestation.revoked_at is not None:
        return Answer.REVOKED
    if attestation.erased_at is not None or attestation.facts is None:
        return Answer.ERASED
    return Answer.VALID if is_whole(attestation) else Answer.ALTERED


def is_whole(attestation: Recorded) -> bool:
    """Whether facts and names are those over which the digest was made."""
    if attestation.facts is None:
        return False
    names = (attestation.holder, attestation.holder_native)
    return digest(attestation.facts, *names) == attestation.digest
