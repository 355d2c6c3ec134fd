"""By what a trainer marks: the rubric of the question, or whole points."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _

from lms.i18n import speaking
from lms.questions import Criterion, Question

PLAIN = "points"  # the one criterion of a question that has no rubric
MOST_STEPS, QUARTERS = 10, 4


def criteria_of(question: Question, points: Fraction) -> Sequence[Criterion]:
    """What is looked at, each with its whole points. A question without a rubric has its points in
    the attempt, where they are whole and few; else four quarters of them."""
    if question.rubric:
        return question.rubric
    whole = points.denominator == 1 and 1 <= points <= MOST_STEPS
    most = points.numerator if whole else QUARTERS
    title = _("Points") if whole else _("Quarters of the points")
    return (Criterion(PLAIN, {speaking(): title}, most),)


def most_of(criteria: Sequence[Criterion]) -> dict[str, int]:
    """The points that each criterion can bring (for scoring.from_rubric)."""
    return {one.id: one.points for one in criteria}
