"""The form in which a trainer records what came of a portfolio."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import AnyOf, Length

from lms.forms import Form

ONE_OF_TWO = _l("Choose one of the two.")
TOO_LONG = _l("This is too long. Use 300 characters or fewer.")


class PortfolioForm(Form):
    """Accepted or not yet, and a note."""

    verdict = RadioField(
        _l("Result"),
        [AnyOf(("yes", "no"), ONE_OF_TWO)],
        validate_choice=False,
    )
    note = StringField(_l("Note (optional)"), [Length(max=300, message=TOO_LONG)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.verdict.choices = [("yes", _l("Accepted")), ("no", _l("Not accepted yet"))]

    @property
    def is_yes(self) -> bool:
        return self.verdict.data == "yes"

    @property
    def words(self) -> str:
        return " ".join((self.note.data or "").split())
