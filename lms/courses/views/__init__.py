"""The catalogue, courses and lessons, groups, enrolment, on screen."""

from lms.courses import letters, tasks
from lms.courses.views import (
    calls,
    catalogue,
    glossary,
    groups,
    lessons,
    media,
    modules,
    notes,
    office,
    parts,
    places,
    reading,
)
from lms.courses.views.blueprint import bp

__all__ = [
    "bp",
    "calls",
    "catalogue",
    "glossary",
    "groups",
    "lessons",
    "letters",
    "media",
    "modules",
    "notes",
    "office",
    "parts",
    "places",
    "reading",
    "tasks",
]
