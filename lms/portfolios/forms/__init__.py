"""Forms of portfolios."""

from lms.portfolios.forms.decision import PortfolioForm
from lms.portfolios.forms.items import HAND_IN, ItemForm, ReviewForm
from lms.portfolios.forms.rubric import RubricForm

__all__ = ["HAND_IN", "ItemForm", "PortfolioForm", "ReviewForm", "RubricForm"]
