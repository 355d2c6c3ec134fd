"""Courses, modules and lessons as their authors write them, on screen."""

from lms.authoring import letters, tasks
from lms.authoring.views import (
    arranging,
    catalogues,
    courses,
    editor,
    glossary,
    media,
    modules,
    names,
    outline,
    publishing,
    removing,
    translation,
    versions,
)
from lms.authoring.views.blueprint import bp

__all__ = [
    "arranging", "bp", "catalogues", "courses", "editor", "glossary", "letters", "media", "modules",
    "names", "outline", "publishing", "removing", "tasks", "translation", "versions",
]  # fmt: skip
