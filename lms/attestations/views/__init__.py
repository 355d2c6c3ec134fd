"""Attestations, on screen."""

from lms.attestations import tasks
from lms.attestations.letters import told
from lms.attestations.views import (
    badges,
    design,
    files,
    group,
    listing,
    mine,
    one,
    published,
    revoking,
    runs,
    transcript,
    verifying,
    words,
)
from lms.attestations.views.blueprint import bp

__all__ = [
    "badges",
    "bp",
    "design",
    "files",
    "group",
    "listing",
    "mine",
    "one",
    "published",
    "revoking",
    "runs",
    "tasks",
    "told",
    "transcript",
    "verifying",
    "words",
]
