"""The form in which one person is given more time or more attempts."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TimeField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from lms.assessments.actions.extensions import More
from lms.assessments.models import Extension
from lms.config import setting
from lms.forms import Form, Whole, one_line

MOST_MINUTES, MOST_ATTEMPTS = 600, 20


class Day(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Write the day like 2022-03-24.")) from None


class Clock(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Write the time like 17:05.")) from None


class ExtensionForm(Form):
    """What one person has more than others, and why."""

    minutes = Whole(_l("More minutes"), [
        Optional(), NumberRange(0, MOST_MINUTES, _l("Write a number from 0 to 600.")),
    ])  # fmt: skip
    attempts = Whole(_l("More attempts"), [
        Optional(), NumberRange(0, MOST_ATTEMPTS, _l("Write a number from 0 to 20.")),
    ])  # fmt: skip
    day = Day(_l("Open until, for this person (optional)"), [Optional()])
    clock = Clock(_l("Time of that day (optional)"), [Optional()])
    reason = StringField(_l("Reason"), [
        DataRequired(_l("Say why. The reason is kept, and the person can ask for it.")),
        Length(max=300, message=_l("This is too long. Use 300 characters or fewer.")),
    ], filters=[one_line])  # fmt: skip

    @classmethod
    def of(cls, held: Extension | None) -> "ExtensionForm":
        """Filled with what the person has already, where nothing was sent."""
        if held is None:
            return cls()
        at = held.closes_at.astimezone(ZoneInfo(setting("TIMEZONE"))) if held.closes_at else None
        given: dict[str, Any] = {"minutes": held.minutes, "attempts": held.attempts}
        if at:
            given |= {"day": at.date(), "clock": at.time().replace(second=0, microsecond=0)}
        return cls(data=given)

    def validate_clock(self, field: TimeField) -> None:
        if field.data and not self.day.data:
            raise ValidationError(_("Write the day, too."))

    @property
    def more(self) -> More:
        return More(self.minutes.data or 0, self.attempts.data or 0, self.until)

    @property
    def until(self) -> datetime | None:
        """The moment, on the clock of the installation; a day alone lasts until its end."""
        if not self.day.data:
            return None
        wall = datetime.combine(self.day.data, self.clock.data or time(23, 59))
        return wall.replace(tzinfo=ZoneInfo(setting("TIMEZONE"))).astimezone(UTC)
