"""Templates, attestations, their papers, and the credentials that are signed for them."""

from lms.attestations.models.attestations import Attestation, Paper
from lms.attestations.models.credentials import Credential, SigningKey
from lms.attestations.models.runs import Run, RunState
from lms.attestations.models.templates import Template

__all__ = [
    "Attestation", "Credential", "Paper", "Run", "RunState", "SigningKey", "Template",
]  # fmt: skip
