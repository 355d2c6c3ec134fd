"""The forms of an answer, and of what is said to it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from lms.courses.dress.handing import TakesFile
from lms.courses.markup.tasks import Task
from lms.coursework.models import TaskAnswer, Verdict
from lms.coursework.rules import MOST_FEEDBACK, MOST_SIGNS
from lms.forms import Form
from lms.typed import tidy


class AnswerForm(TakesFile, Form):
    """What a person writes for a task; with a file, where the task takes one. `seen` says which
    state of it they had before them."""

    text = TextAreaField(
        _l("Your answer"),
        [Length(max=MOST_SIGNS, message=_l("This is too long: 20,000 signs at most."))],
        filters=[tidy],
    )
    file = FileField(_l("A file (optional)"))
    seen = HiddenField()

    def __init__(self, task: Task, answer: TaskAnswer | None, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.answer = answer
        if not task["file"]:
            del self.file

    @property
    def is_behind(self) -> bool:
        """Whether the answer was changed elsewhere since this form was opened, to other words."""
        if self.answer is None or self.seen.data == stamp(self.answer):
            return False
        return (self.answer.text or "") not in ("", self.text.data or "")

    def validate_text(self, field: TextAreaField) -> None:
        if self.is_behind:
            raise ValidationError(
                _(
                    "You have changed this on another device or in another window meanwhile. Both "
                    "texts are here: put together what you want to keep, then save."
                )
            )


def stamp(answer: TaskAnswer | None) -> str:
    """What a form remembers of the answer that it shows."""
    return answer.changed_at.isoformat() if answer else ""


class FeedbackForm(Form):
    """What a reader says; a trainer decides, too."""

    text = TextAreaField(
        _l("What you say"),
        [
            DataRequired(_l("Write a few words.")),
            Length(max=MOST_FEEDBACK, message=_l("This is too long: 5,000 signs at most.")),
        ],
        filters=[tidy],
    )
    verdict = RadioField(
        _l("And so it is"),
        choices=[
            SelectChoice(Verdict.DONE, _l("Done")),
            SelectChoice(Verdict.AGAIN, _l("To be worked on again")),
        ],
        validate_choice=False,
    )

    def __init__(self, *args: Any, decides: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not decides:
            del self.verdict

    def validate_verdict(self, field: RadioField) -> None:
        if field.data not in set(Verdict):
            raise ValidationError(_("Say whether it is done or to be worked on again."))

    @property
    def decided(self) -> Verdict | None:
        return Verdict(self.verdict.data) if self.verdict else None
