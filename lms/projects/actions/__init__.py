"""What is done with projects, their partners, and outcomes of people."""

from lms.projects.actions.projects import change, publish

__all__ = ["change", "publish"]
