"""How long a lesson must lie open before it counts as done, where its module asks for that."""

from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from lms.courses.policy import PolicyProblem, share


def dwell_of(written: str | None) -> Fraction:
    """The part of a lesson's minutes that a module asks for, exact; 0 where it asks for none, or
    what it says cannot be read."""
    if not written:
        return Fraction(0)
    try:
        return share("dwell", written)
    except PolicyProblem:
        return Fraction(0)


def counts_from(begun_at: datetime, minutes: int, dwell: Fraction) -> datetime:
    """From when a lesson of so many minutes counts that was begun then: whole seconds, up."""
    return begun_at + timedelta(seconds=ceil(minutes * 60 * dwell))
