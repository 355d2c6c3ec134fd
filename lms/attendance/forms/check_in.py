"""What is typed to check in: the short code by a learner, a card's code by a trainer."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from lms.forms import Form, one_line
from lms.people import codes

DIGITS = 6


class HereForm(Form):
    """The six numbers beside the square, in any digits, with or without spaces."""

    code = StringField(
        _l("The 6 numbers on the screen"),
        [InputRequired(_l("Type the 6 numbers that you see on the screen."))],
    )

    @property
    def digits(self) -> str:
        return codes.as_pin(self.code.data or "")

    def validate_code(self, field: StringField) -> None:
        if len(self.digits) != DIGITS:
            raise ValidationError(_("Type the 6 numbers that you see on the screen."))


class CardForm(Form):
    """A card that was scanned or whose code was typed, or the code of a person."""

    code = StringField(
        _l("Code on the card"),
        [
            InputRequired(_l("Type the code on the card, or the code of the person.")),
            Length(max=600, message=_l("This is too long.")),
        ],
        filters=[one_line],
    )
    way = RadioField(_l("What do they do?"), default="come", validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = [
            SelectChoice("come", _("They come")),
            SelectChoice("leave", _("They leave")),
        ]

    @property
    def read(self) -> str:
        """The code: as it was typed, or out of the address in the square of a card."""
        text = (self.code.data or "").strip()
        try:
            asked = parse_qs(urlsplit(text).query).get("code", [])
        except ValueError:
            asked = []
        return (one_line(asked[0] if asked else text) or "")[:40]
