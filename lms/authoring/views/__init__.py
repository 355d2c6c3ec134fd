"""Courses, modules and lessons as their authors write them, on screen."""

from lms.authoring.views import catalogues, courses, names, translation
from lms.authoring.views.blueprint import bp

__all__ = ["bp", "catalogues", "courses", "names", "translation"]
