"""Sets, counts and reporting periods, on screen."""

from lms.indicators.views import sets
from lms.indicators.views.blueprint import bp

__all__ = ["bp", "sets"]
