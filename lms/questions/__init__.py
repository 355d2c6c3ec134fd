"""What a question is: its kinds, how it is written down, what may be answered.

Pure values. A question is read from plain values (a YAML file, a form, another program's file) by
`read`, which tells every fault with its place; `plain` gives the plain values back, exactly.
Marking is in lms/assessments/marking.py.
"""

from lms.questions.answers import Forged, TooLong, given
from lms.questions.media import media_in
from lms.questions.quizzes import MOST_BANK, Draw, Pages, Quiz, Use, plain_quiz, read_quiz
from lms.questions.quizzes import Feedback as FeedbackWhen
from lms.questions.reading import Problem, read
from lms.questions.shape import (
    Accepted,
    Criterion,
    Face,
    Feedback,
    Gap,
    Grade,
    Kind,
    Number,
    Option,
    Pair,
    Partial,
    Question,
    Spot,
    Texts,
    Unit,
    is_blank,
)
from lms.questions.showing import Shown, raw, show
from lms.questions.writing import plain

__all__ = [
    "MOST_BANK",
    "Accepted",
    "Criterion",
    "Draw",
    "Face",
    "Feedback",
    "FeedbackWhen",
    "Forged",
    "Gap",
    "Grade",
    "Kind",
    "Number",
    "Option",
    "Pages",
    "Pair",
    "Partial",
    "Problem",
    "Question",
    "Quiz",
    "Shown",
    "Spot",
    "Texts",
    "TooLong",
    "Unit",
    "Use",
    "given",
    "is_blank",
    "media_in",
    "plain",
    "plain_quiz",
    "raw",
    "read",
    "read_quiz",
    "show",
]
