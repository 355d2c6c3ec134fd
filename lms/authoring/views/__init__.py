"""Courses, modules and lessons as their authors write them, on screen."""

from lms.authoring.views import courses
from lms.authoring.views.blueprint import bp

__all__ = ["bp", "courses"]
