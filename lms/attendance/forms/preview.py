"""A form of two steps: what would be, date by date; and what is ticked of it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from lms.attendance.rules import calendars
from lms.attendance.rules.planning import Line
from lms.forms import Form
from lms.people.models import Person


class Preview:
    """What was ticked and chosen in a preview, by the keys of its lines. Nothing of it is trusted:
    it counts only for dates that the rule means again, now."""

    def __init__(self, sent: Any) -> None:
        self.taken = set(sent.getlist("take"))
        self.trainers = {
            name.removeprefix("trainer-"): int(value)
            for name, value in sent.items()
            if name.startswith("trainer-") and value.isascii() and value.isdigit()
            and len(value) < 10
        }  # fmt: skip
        self.seen = {
            name.removeprefix("seen-"): value
            for name, value in sent.items()
            if name.startswith("seen-")
        }

    def apply(self, line: Line, trainers: Mapping[int, Person]) -> None:
        line.taken = line.key in self.taken and not line.wrong
        if line.key in self.trainers:
            line.values["trainer"] = trainers.get(self.trainers[line.key])

    def saw(self, line: Line) -> bool:
        """Whether somebody saw this date as it is."""
        return line.is_as(self.seen.get(line.key, "?"))


class Shown(Form):
    """A form that remembers which rule the page showed dates of."""

    shown = HiddenField()
    calendar = SelectField(_l("Holidays to leave out"), validate_choice=False, default="")

    @property
    def rule_token(self) -> str:
        """Says what the form asks for: with another rule the dates are others."""
        asked = [(field.name, str(field.data)) for field in self if field.name != "shown"]
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:20]

    @property
    def is_shown(self) -> bool:
        return self.shown.data == self.rule_token

    def offer_calendars(self, likely: Iterable[str]) -> None:
        """Every country, and the regions of those that are likely, or chosen already."""
        wanted = {one for one in (*likely, self.calendar.data or "") if calendars.is_known(one)}
        self.calendar.choices = [SelectChoice("", _("None")), *(
            SelectChoice(*pair) for pair in calendars.choices(wanted)
        )]  # fmt: skip

    def validate_calendar(self, field: SelectField) -> None:
        if field.data and not calendars.is_known(field.data):
            raise ValidationError(
                _("There is no calendar of holidays by this name. Choose one from the list.")
            )
