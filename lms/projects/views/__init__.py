"""Projects, partners, outcomes and results, on screen."""

from lms.projects.views import editing, figures, organisations, outcomes, pages, partners, results
from lms.projects.views.blueprint import bp

__all__ = ["bp", "editing", "figures", "organisations", "outcomes", "pages", "partners", "results"]
