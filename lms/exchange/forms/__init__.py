"""The forms of activities, pairs and plans."""

from lms.exchange.forms.activities import ActivityForm, PeopleForm, RegisterForm
from lms.exchange.forms.plans import MeasureForm, PairForm, PlanForm

__all__ = ["ActivityForm", "MeasureForm", "PairForm", "PeopleForm", "PlanForm", "RegisterForm"]
