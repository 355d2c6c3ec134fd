"""Projects and outcomes, as pages read them."""

from lms.projects.queries.projects import listed, project, seen_by

__all__ = ["listed", "project", "seen_by"]
