"""Forms that issue, print and revoke."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from lms.forms import Form
from lms.i18n import NAMES

LONGEST_REASON = 500
CHOOSE = _l("Choose one of these.")


class LanguagesForm(Form):
    """In which language a paper is, and in which one beside it."""

    first = SelectField(_l("Language"))
    second = SelectField(_l("A second language beside it (optional)"))

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(code, NAMES.get(code, code)) for code in languages]
        self.first.choices = named
        self.second.choices = [SelectChoice("", _("None")), *named]

    def validate_second(self, field: SelectField) -> None:
        if field.data and field.data == self.first.data:
            raise ValidationError(_("Both languages are the same. Choose another, or none."))

    @property
    def languages(self) -> list[str]:
        return [code for code in (self.first.data, self.second.data) if code]


class IssueForm(LanguagesForm):
    """For whom attestations are issued: `person` is sent once for each (ids of completions)."""

    person = Field(_l("For whom?"))

    def chosen(self, sent: Sequence[str], offered: Sequence[int]) -> list[int]:
        """Those who were ticked, in the order in which they are offered."""
        ticked = set(sent)
        return [number for number in offered if str(number) in ticked]


class RevokeForm(Form):
    """Why it is not valid any more, and whether a new one comes in its place."""

    reason = TextAreaField(
        _l("Reason"),
        [
            InputRequired(_l("Write why: the holder is told.")),
            Length(max=LONGEST_REASON, message=_l("This is too long: 500 letters or less.")),
        ],
    )
    then = RadioField(
        _l("What comes in its place?"),
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice("new", _l("A new one with the names of today. The hours stay the same.")),
            SelectChoice("nothing", _l("Nothing: it is only revoked")),
        ],
        validate_choice=True,
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Write why: the holder is told."))
