"""Projects, partners, outcomes and results, on screen."""

from lms.projects.views import editing, organisations, outcomes, pages, partners, results
from lms.projects.views.blueprint import bp

__all__ = ["bp", "editing", "organisations", "outcomes", "pages", "partners", "results"]
