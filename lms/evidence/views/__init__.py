"""Paper, lists of online meetings and packs of evidence, on screen."""

from lms.evidence import tasks
from lms.evidence.views import (
    coverage,
    lists,
    meeting,
    packs,
    paper,
    printed,
    registers,
    returned,
    scans,
    sheets,
)
from lms.evidence.views.blueprint import bp

__all__ = [
    "bp",
    "coverage",
    "lists",
    "meeting",
    "packs",
    "paper",
    "printed",
    "registers",
    "returned",
    "scans",
    "sheets",
    "tasks",
]
