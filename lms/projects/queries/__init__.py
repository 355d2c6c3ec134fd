"""Projects and outcomes, as pages read them."""

from lms.projects.queries.projects import held, listed, project, seen_by

__all__ = ["held", "listed", "project", "seen_by"]
