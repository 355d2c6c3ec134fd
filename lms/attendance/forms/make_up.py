"""The form of make-up: who, how many minutes, and what was done."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from lms.forms import Form


class Minutes(IntegerField):
    """Whole minutes, in words of ours where they are none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write whole minutes, like 90.")) from None


class MakeUpForm(Form):
    """Minutes that repair an absence; `people` are those who missed something."""

    person = SelectField(_l("Who"), coerce=int)
    minutes = Minutes(
        _l("Minutes"),
        [
            InputRequired(_l("Write whole minutes, like 90.")),
            NumberRange(1, 840, message=_l("Write at least 1 minute, and 14 hours at most.")),
        ],
    )
    note = StringField(
        _l("What was done"),
        [
            InputRequired(_l("Write what was done: it is the evidence.")),
            Length(max=300, message=_l("This is too long.")),
        ],
    )

    def __init__(self, people: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person.choices = [SelectChoice(str(key), name) for key, name in people]
