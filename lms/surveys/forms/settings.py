"""Which survey a programme sends, to whom, and what it promises."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from lms.forms import Form, Whole
from lms.surveys.actions import Wish
from lms.surveys.models import Audience, Moment, ProgrammeSurvey
from lms.surveys.words import AUDIENCES

DAYS = _l("Write a number of days from 3 to 90.")
MONTHS = _l("Write a number of months from 1 to 12.")


class SettingForm(Form):
    """One moment of a programme."""

    survey = SelectField(_l("Survey"))
    months = Whole(
        _l("Months after the end"),
        [InputRequired(MONTHS), NumberRange(1, 12, message=MONTHS)],
        default=3,
    )
    anonymous = RadioField(
        _l("Names"),
        choices=[
            SelectChoice("yes", _l("Without names: nobody can see who answered what")),
            SelectChoice(
                "no", _l("With names: coordinators see who answered what, and people are counted")
            ),
        ],
        default="yes",
    )
    audience = RadioField(
        _l("Who is asked"),
        choices=[SelectChoice(str(key), words) for key, words in AUDIENCES.items()],
        default=str(Audience.ALL),
    )
    open_days = Whole(
        _l("Days to answer"), [InputRequired(DAYS), NumberRange(3, 90, message=DAYS)], default=21
    )
    reminders = SelectField(
        _l("Reminders to those who have not answered"),
        choices=[
            SelectChoice("0", _l("None")),
            SelectChoice("1", _l("One, a week later")),
            SelectChoice("2", _l("Two, a week apart")),
        ],
        default="1",
    )

    def __init__(self, choices, moment, *given, obj: ProgrammeSurvey | None = None, **kept):
        values = dict(kept)
        if obj is not None:
            values |= {
                "survey": str(obj.survey_id), "months": obj.months, "open_days": obj.open_days,
                "anonymous": "yes" if obj.anonymous else "no", "audience": obj.audience,
                "reminders": str(obj.reminders),
            }  # fmt: skip
        super().__init__(*given, **values)
        self.survey.choices = [SelectChoice(*one) for one in choices]
        if moment == Moment.END:
            del self.months

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(
            survey=self.survey.data,
            anonymous=self.anonymous.data == "yes",
            audience=self.audience.data,
            months=(self.months.data if "months" in self else None) or 3,
            open_days=self.open_days.data or 21,
            reminders=int(self.reminders.data),
        )
