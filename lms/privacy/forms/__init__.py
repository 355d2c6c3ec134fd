"""What is typed to erase somebody, and how long a programme keeps what proves hours."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.courses.keeping import KeptFor
from lms.forms import Form, one_line

KEPT = {
    "": _l("Nobody has said it yet: everything is kept"),
    KeptFor.DIRECT: _l("A direct grant: five years from the day on which the balance was paid"),
    KeptFor.SHARED: _l(
        "Shared management: five years from the end of the year in which the balance was paid"
    ),
    KeptFor.NOBODY: _l("No funder asks for it: deleted at once when somebody is erased"),
}
A_DAY = _l("Write the day like 2022-03-24.")


class Day(DateField):
    """A day, in words of ours where it is none; empty is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(A_DAY) from None


class EraseForm(Form):
    """Why, and that it was meant: there is no way back."""

    reason = StringField(
        _l("Why"),
        [
            DataRequired(_l("Write why: who asked for it, and when.")),
            Length(max=300, message=_l("This is too long: at most 300 characters.")),
        ],
        filters=[one_line],
    )
    sure = BooleanField(
        _l("I have read this page. I know that this cannot be taken back."),
        [InputRequired(_l("Tick the box when you have read the page."))],
    )


class KeepingForm(Form):
    """For whom what proves hours is kept, and from when that time runs."""

    kept_for = RadioField(
        _l("For whom it is kept"), choices=[SelectChoice(*pair) for pair in KEPT.items()]
    )
    balance_paid_on = Day(_l("Day on which the balance was paid (optional)"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_balance_paid_on(self, field: DateField) -> None:
        if field.data and not (field.data.year >= 2000 and field.data <= self.today):
            raise ValidationError(_("Write a day between the year 2000 and today, or nothing."))

    def values(self) -> dict[str, Any]:
        return {
            "kept_for": self.kept_for.data or None,
            "balance_paid_on": self.balance_paid_on.data,
        }
