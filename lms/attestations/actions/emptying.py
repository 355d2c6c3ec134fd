"""Attestations of who is forgotten: what is left of them is a tombstone."""

from datetime import datetime

from sqlalchemy import delete

from lms.attestations.models import Attestation, Credential, Paper, Run
from lms.attestations.queries import attestations as queries
from lms.db import db
from lms.erasing import forget
from lms.people.models import Person


def erase_holder(person: Person, *, now: datetime) -> int:
    """Empties every attestation of a person: names, facts, reason, papers, credentials. What stays
    is a tombstone: serial, dates, issuer, and the wish whether it may answer. How many there were.
    No history row: who erases writes one of the person. Call it again, and nothing is left to do.
    """
    found = queries.all_of(person.id)
    for run, completions in queries.runs_with(person.id):
        forget_file(run, now=now)
        run.left = {key: why for key, why in run.left.items() if int(key) not in completions}
    for one in found:
        empty(one, now=now)
    db.session.flush()
    return len(found)


def empty(attestation: Attestation, *, now: datetime) -> None:
    attestation.person_id = attestation.holder = attestation.holder_native = None
    attestation.facts = attestation.reason = None
    attestation.erased_at = now
    if not attestation.answers_after_erasure:
        attestation.signed_digest = None
    papers = queries.files_of(attestation.id)
    if papers and attestation.answers_after_erasure:
        attestation.paper_digests = papers  # a file has its SHA-256 as its id
    db.session.execute(delete(Paper).where(Paper.attestation_id == attestation.id))
    db.session.execute(delete(Credential).where(Credential.attestation_id == attestation.id))
    forget(papers, now=now)


def forget_file(run: Run, *, now: datetime) -> None:
    """The file of all papers of a run is not kept any more; the papers are."""
    file_id, run.file_id = run.file_id, None
    db.session.flush()
    if file_id:
        forget([file_id], now=now)
