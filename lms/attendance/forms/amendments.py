"""The forms of corrections: what the register should say and why; agreeing, refusing."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.attendance import hours
from lms.attendance.rules.lines import EXCUSED, PART, REASONS, Frame, State, plain
from lms.attendance.rules.timetable import WORDS, as_time
from lms.forms import Form, one_line

UNMARKED = "unmarked"
TOO_LONG = _l("This is too long.")
MARKS = {
    "present": _l("Present"),
    "absent": _l("Absent"),
    PART: _l("Came later, or left before the end"),
    EXCUSED: _l("Excused"),
    UNMARKED: _l("Not marked"),
}


class AmendmentForm(Form):
    """What the register should say of one person. `said` is what it says now."""

    mark = RadioField(
        _l("It should say"),
        [InputRequired(_l("Choose what the register should say."))],
        validate_choice=False,
    )
    came = StringField(_l("Came"))
    left = StringField(_l("Left"))
    excuse = SelectField(_l("Excused because"))
    reason = TextAreaField(
        _l("Why it is to be corrected"),
        [
            DataRequired(_l("Write why: it stands beside the old and the new.")),
            Length(max=500, message=TOO_LONG),
        ],
        filters=[one_line],
    )

    def __init__(self, frame: Frame, said: State, *args: Any, **kwargs: Any) -> None:
        start, end = (frame.wall(moment) for moment in frame.span)
        first = {"came": said.came or start, "left": said.left or end, "excuse": said.reason}
        super().__init__(*args, **{"data": first, **kwargs})
        reasons = [SelectChoice(value, str(words)) for value, words in REASONS.items()]
        self.excuse.choices = [SelectChoice("", "–"), *reasons]
        self.mark.choices = [SelectChoice(value, str(words)) for value, words in MARKS.items()]
        self.frame = frame
        self.state = State()

    def validate_mark(self, field: RadioField) -> None:
        """The whole state is read here: which of the other fields count depends on the mark."""
        if field.data not in MARKS:
            raise ValidationError(_("Choose what the register should say."))
        excuse = self.excuse.data if self.excuse.data in REASONS else ""
        if field.data == PART:
            self.state = State(PART, self.times(), excuse)
        elif field.data == EXCUSED:
            if not excuse:
                raise ValidationError(_("Choose why they are excused."))
            self.state = State(EXCUSED, "", excuse)
        else:
            self.state = State("" if field.data == UNMARKED else field.data)
        try:
            self.state = plain(self.frame, self.state)
        except hours.ImpossibleTime as why:
            raise ValidationError(str(WORDS[why.code])) from None

    def times(self) -> str:
        try:
            came, left = as_time(self.came.data or ""), as_time(self.left.data or "")
        except ValueError:
            raise ValidationError(_("Write a time like 17:05.")) from None
        return f"{came:%H:%M}-{left:%H:%M}"


class RefusalForm(Form):
    answer = StringField(
        _l("Why you refuse"),
        [
            DataRequired(_l("Write why, for who asked.")),
            Length(max=500, message=TOO_LONG),
        ],
        filters=[one_line],
    )
