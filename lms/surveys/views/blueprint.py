"""The blueprint of the package, and what its templates ask."""

from fractions import Fraction

from flask import Blueprint

from lms.slowing import Limiter
from lms.surveys import words
from lms.surveys.queries import Rate

bp = Blueprint("surveys", __name__)
limiter = Limiter()  # of links and codes that are none
bp.add_app_template_global(words.choices, "survey_choices")
bp.add_app_template_global(words.choice, "survey_choice")


@bp.app_template_filter()
def share_of(number: int, of: int) -> Fraction:
    """A part of the whole; of nothing it is none of it."""
    return Fraction(number, of) if of else Fraction(0)


@bp.app_template_filter()
def response(rate: Rate) -> Fraction:
    """How many of those who were asked answered."""
    return share_of(min(rate.answered, rate.asked), rate.asked)
