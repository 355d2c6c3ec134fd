"""Issuing, revoking, signing. Who and when are arguments; the commit is not ours."""

from lms.attestations.actions.emptying import erase_holder
from lms.attestations.actions.issuing import (
    issue,
    reissue,
    revoke,
    revoke_and_tell,
    wish,
)
from lms.attestations.actions.papers import mail_paper, paper_in
from lms.attestations.actions.signing import sign
from lms.attestations.actions.templates import forget_signatory

__all__ = [
    "erase_holder",
    "forget_signatory",
    "issue",
    "mail_paper",
    "paper_in",
    "reissue",
    "revoke",
    "revoke_and_tell",
    "sign",
    "wish",
]
