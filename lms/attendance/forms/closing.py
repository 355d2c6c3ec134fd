"""The form of closing days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.attendance.forms.meeting import LIKE_A_DAY, TOO_LONG
from lms.forms import Form, one_line
from lms.people.models import Organisation

LONGEST = timedelta(days=366)


class ClosingForm(Form):
    """Days on which an organisation is closed: one, or several on end."""

    organisation = SelectField(_l("Organisation"), coerce=int)
    title = StringField(
        _l("Why it is closed"),
        [InputRequired(_l("Write why, like Summer holidays.")), Length(max=200, message=TOO_LONG)],
        filters=[one_line],
    )
    first = DateField(
        _l("First day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )
    last = DateField(_l("Last day (optional)"), [Optional()], invalid_value_message=LIKE_A_DAY)

    def __init__(self, organisations: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.id: one for one in organisations}
        self.organisation.choices = [SelectChoice(one.id, one.name) for one in organisations]
        if len(organisations) == 1:
            self.organisation.data = organisations[0].id

    def validate_last(self, field: DateField) -> None:
        if not field.data or not self.first.data:
            return
        if field.data < self.first.data:
            raise ValidationError(_("The last day is before the first. Look at both."))
        if field.data - self.first.data > LONGEST:
            raise ValidationError(
                _("These are more days than a year has. Choose an earlier last day.")
            )

    @property
    def values(self) -> dict[str, Any]:
        first: date = self.first.data
        return {"title": self.title.data, "first": first, "last": self.last.data or first}
