"""Reads for the pages of attestations, at a constant number of statements."""

from lms.attestations.queries.attestations import (
    attestation,
    how_many_wait,
    is_standing,
    issuable,
    newest,
    of_group,
    of_organisation,
    of_person,
    papers_of,
    standing_of,
    standing_on,
)
from lms.attestations.queries.runs import run, runs_of
from lms.attestations.queries.templates import organisation, template, versions

__all__ = [
    "attestation",
    "how_many_wait",
    "is_standing",
    "issuable",
    "newest",
    "of_group",
    "of_organisation",
    "of_person",
    "organisation",
    "papers_of",
    "run",
    "runs_of",
    "standing_of",
    "standing_on",
    "template",
    "versions",
]
