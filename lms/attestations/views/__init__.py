"""Attestations, on screen."""

from lms.attestations import tasks
from lms.attestations.letters import told
from lms.attestations.views import (
    design,
    files,
    group,
    listing,
    mine,
    one,
    revoking,
    runs,
    transcript,
    verifying,
    words,
)
from lms.attestations.views.blueprint import bp

__all__ = [
    "bp",
    "design",
    "files",
    "group",
    "listing",
    "mine",
    "one",
    "revoking",
    "runs",
    "tasks",
    "told",
    "transcript",
    "verifying",
    "words",
]
