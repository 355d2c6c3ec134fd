"""The forms of make-up that is offered: what, to whom; the answer; and what became of a task."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.attendance.forms.make_up import Minutes
from lms.forms import Form

TASK = "task"
YES, NO = "yes", "no"
TOO_LONG = _l("This is too long.")
RANGE = NumberRange(1, 840, message=_l("Write at least 1 minute, and 14 hours at most."))


class OfferForm(Form):
    """A coming session (its number), or a task with its minutes. `others` are those who missed the
    same session, as (id, name)."""

    what = RadioField(_l("What is offered"), [InputRequired(_l("Choose what you offer."))])
    task = TextAreaField(_l("The task, in plain words"), [Length(max=1000, message=TOO_LONG)])
    minutes = Minutes(_l("How many minutes it is worth"), [Optional(), RANGE])
    people = SelectMultipleField(_l("Offer it to these people, too"), coerce=int)

    def __init__(
        self,
        sessions: Sequence[int],
        others: Sequence[tuple[int, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.what.choices = [SelectChoice(str(key), str(key)) for key in sessions]
        self.what.choices.append(SelectChoice(TASK, _("A task at home")))
        self.people.choices = [SelectChoice(str(key), name) for key, name in others]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A task needs words and minutes."""
        good = super().validate(*args, **kwargs)
        if self.what.data != TASK:
            return good
        for field, words in (
            (self.task, _("Write what the task is.")),
            (self.minutes, _("Write whole minutes, like 90.")),
        ):
            empty = not field.data or not str(field.data).strip()
            if empty and not field.errors:
                field.errors = [*field.errors, words]
                good = False
        return good


class AnswerForm(Form):
    """Yes or no, and words as one likes."""

    said = TextAreaField(
        _l("Do you want to say something? You need not."), [Length(max=500, message=TOO_LONG)]
    )
    answer = RadioField(choices=[SelectChoice(YES, YES), SelectChoice(NO, NO)])  # two buttons


class ApprovalForm(Form):
    """A task is done: its minutes, or fewer."""

    minutes = Minutes(_l("Minutes"), [InputRequired(_l("Write whole minutes, like 90.")), RANGE])


class SendBackForm(Form):
    words = StringField(
        _l("What is still missing"),
        [InputRequired(_l("Write what is still missing.")), Length(max=300, message=TOO_LONG)],
    )
