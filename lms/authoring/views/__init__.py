"""Courses, modules and lessons as their authors write them, on screen."""

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
    translation,
    versions,
)
from lms.authoring.views.blueprint import bp

__all__ = [
    "arranging", "bp", "catalogues", "courses", "editor", "glossary", "media", "modules", "names",
    "outline", "publishing", "translation", "versions",
]  # fmt: skip
