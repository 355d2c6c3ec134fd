"""The form that asks for a pack of evidence."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from lms.forms import Form
from lms.i18n import NAMES

A_DAY = _l("Write a day, like 2022-03-24.")


class PackForm(Form):
    """From when to when, in which language; the button says whether gaps may be in it."""

    first = DateField(_l("First day"), [InputRequired(A_DAY)], invalid_value_message=A_DAY)
    last = DateField(_l("Last day"), [InputRequired(A_DAY)], invalid_value_message=A_DAY)
    language = SelectField(_l("Language of the pack"))

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, NAMES.get(code, code)) for code in languages]

    def validate_last(self, field: DateField) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day is before the first. Look at both."))
