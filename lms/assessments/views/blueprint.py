"""The blueprint of the package, and how its templates write numbers."""

from decimal import Decimal
from fractions import Fraction

from flask import Blueprint

from lms.i18n import number

bp = Blueprint("assessments", __name__)


@bp.app_template_filter()
def exact_number(value: Fraction) -> str:
    """A number as people write it: 12.5, or 1/3 where no decimal is exact."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return number(Decimal(f"{decimal:f}")) if Fraction(decimal) == value else str(value)
