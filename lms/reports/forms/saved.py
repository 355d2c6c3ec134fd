"""The form of a saved view."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length

from lms.forms import Form, one_line


class ViewForm(Form):
    title = StringField(
        _l("Name of this view"),
        [
            DataRequired(_l("Give it a name, so that you find it again.")),
            Length(max=120, message=_l("This is too long: %(max)d letters or less.")),
        ],
        filters=[one_line],
    )
    is_shared = BooleanField(_l("Share it with the staff of my organisation"))
    address = HiddenField(validators=[Length(max=2000)])
