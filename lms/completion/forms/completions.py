"""The forms with which completions are confirmed and taken back."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.forms import Form


class ChoiceForm(Form):
    """Some of the proposals of a page, by their ids."""

    who = SelectMultipleField(_l("Who"), coerce=int, validate_choice=False)

    @property
    def chosen(self) -> list[int]:
        return list(dict.fromkeys(self.who.data or ()))


class WithdrawForm(Form):
    """Why a completion is taken back."""

    reason = TextAreaField(
        _l("Why"),
        [
            DataRequired(_l("Say why: the learner reads it, and it stays with the completion.")),
            Length(max=1000, message=_l("This is too long. Use 1,000 characters or fewer.")),
        ],
    )

    @property
    def words(self) -> str:
        return (self.reason.data or "").strip()
