"""Forms of counts and reporting periods."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms import clock
from lms.config import setting
from lms.forms import Form
from lms.indicators.actions.periods import MOST_WORDS

LIKE_A_DAY = _l("Write a day, such as 2026-09-30.")


class CountForm(Form):
    """Up to which day is counted, and from which day on a row is new."""

    since = DateField(_l("From"), [Optional()], invalid_value_message=LIKE_A_DAY)
    until = DateField(
        _l("Up to and with"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )

    def validate_until(self, field: DateField) -> None:
        if field.data and field.data > clock.today(setting("TIMEZONE"), clock.now()):
            raise ValidationError(_("This day is yet to come. Choose today or a day before it."))

    def validate_since(self, field: DateField) -> None:
        if field.data and self.until.data and field.data > self.until.data:
            raise ValidationError(_("The last day is before the first one."))


class PeriodForm(Form):
    """A new period of a set."""

    set = SelectField(_l("Indicator set"), coerce=int)
    first = DateField(
        _l("First day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )
    last = DateField(_l("Last day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY)

    def __init__(self, sets: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set.choices = list(sets)


class StepForm(Form):
    """What is said about a report; `seen`: the count that was looked at."""

    comment = TextAreaField(
        _l("Comment"),
        [Length(max=MOST_WORDS, message=_l("This is too long. Write 4000 characters or fewer."))],
    )
    seen = IntegerField(validators=[Optional()])
