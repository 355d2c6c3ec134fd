"""Sets, counts and reporting periods, on screen."""

from lms.indicators.views import counts, periods, sets
from lms.indicators.views.blueprint import bp

__all__ = ["bp", "counts", "periods", "sets"]
