"""The forms of projects and outcomes."""

from lms.projects.forms.projects import ProjectForm

__all__ = ["ProjectForm"]
