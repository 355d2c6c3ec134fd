"""The forms of who has a place in an open session."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.attendance.models import Session
from lms.attendance.queries.register import guest_of
from lms.forms import Form
from lms.people.models import Person


class BookForm(Form):
    """A learner of the organisation or of the programme, by code."""

    code = StringField(_l("Code of the person"), [Length(max=40, message=_l("This is too long."))])

    def __init__(self, session: Session, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        self.person: Person | None = None

    def validate_code(self, field: StringField) -> None:
        self.person = guest_of(self.session, field.data or "")
        if self.person is None:
            raise ValidationError(
                _("No learner of your organisation or programme has this code. Look at it again.")
            )


class TakeOffForm(Form):
    """Why somebody is taken off the list."""

    reason = StringField(
        _l("Reason"),
        [
            InputRequired(_l("Write why. The person is told.")),
            Length(max=300, message=_l("This is too long.")),
        ],
    )
