"""What a question says afterwards."""

from fractions import Fraction

from lms.questions import Question


def feedback_of(question: Question, share: Fraction | None) -> list:
    """The texts that a question says afterwards, by how right the answer was."""
    by_case = question.feedback.partly
    if share == 1:
        by_case = question.feedback.right
    elif not share:
        by_case = question.feedback.wrong
    return [
        texts for texts in (by_case if share is not None else {}, question.feedback.always) if texts
    ]
