"""Forms of portfolios."""

from lms.portfolios.forms.decision import PortfolioForm
from lms.portfolios.forms.items import ItemForm, ReviewForm
from lms.portfolios.forms.rubric import RubricForm

__all__ = ["ItemForm", "PortfolioForm", "ReviewForm", "RubricForm"]
