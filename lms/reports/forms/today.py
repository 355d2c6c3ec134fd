"""The forms beside the rows of "who needs me today"."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from lms.forms import Form, one_line

TOO_LONG = _l("This is too long: %(max)d letters or less.")


class WriteForm(Form):
    words = TextAreaField(_l("Words of your own (optional)"), [Length(max=1000, message=TOO_LONG)])
    later = BooleanField(_l("Do not show these rows for a week"))


class LaterForm(Form):
    until = SelectField(
        _l("Show it again"),
        choices=[
            SelectChoice("week", _l("in a week")),
            SelectChoice("fortnight", _l("in two weeks")),
            SelectChoice("month", _l("in four weeks")),
            SelectChoice("done", _l("not again: it is done")),
        ],
        validate_choice=True,
    )
    reason = StringField(
        _l("Why"),
        [
            DataRequired(_l("Say why, so that others know what was done.")),
            Length(max=300, message=TOO_LONG),
        ],
        filters=[one_line],
    )
