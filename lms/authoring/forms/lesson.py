"""The editor of a lesson, its publication, and texts that are put together."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from lms.authoring.forms.structure import MINUTES
from lms.authoring.forms.texts import TOO_LONG, lines_of
from lms.courses.actions.publishing import Words
from lms.forms import Form, Whole, one_line

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(text: str | None) -> str:
    """A filter for texts of several lines: one kind of line end, no control signs."""
    return CONTROL.sub("", re.sub("\r\n?", "\n", text or ""))


def markdown(text: str | None) -> str:
    """A filter: one kind of line end, no control signs, one line end at the end."""
    typed = plain(text).strip("\n")
    return f"{typed}\n" if typed.strip() else ""


class LessonForm(Form):
    """What an author types of a lesson. All of it may be missing while it is a draft.

    `token` is when the draft was saved last, as this page knows it; `based_on` the version that was
    published when it was opened.
    """

    title = StringField(_l("Title"), [Length(max=300, message=TOO_LONG)], filters=[one_line])
    minutes = Whole(_l("Minutes of reading or doing"), [Optional(), NumberRange(1, 600, MINUTES)])
    goals = TextAreaField(
        _l("Goals (optional)"), [Length(max=5000, message=TOO_LONG)], filters=[plain]
    )
    summary = TextAreaField(
        _l("In short (optional)"), [Length(max=5000, message=TOO_LONG)], filters=[plain]
    )
    audio = StringField(
        _l("Recording of the whole lesson (optional)"),
        [Length(max=300, message=TOO_LONG)],
        filters=[one_line],
    )
    markdown = TextAreaField(_l("Text"), filters=[markdown])
    token = HiddenField()
    based_on = HiddenField()

    def validate_audio(self, field: StringField) -> None:
        text = field.data or ""
        if text and not re.fullmatch(
            r"https://[^\s<>\"']+|\.\./media/[\w.-]+|/(?!/)[\w./-]+", text
        ):
            raise ValidationError(
                _("Name a file of the course, like %(example)s.", example="../media/hello.mp3")
            )

    def words(self, before: Words) -> Words:
        """What was typed; where a field cannot be kept, what it said before."""
        typed = Words(
            title=self.title.data or "",
            minutes=self.minutes.data or 0,
            goals=lines_of(self.goals.data),
            summary=(self.summary.data or "").strip() or None,
            audio=(self.audio.data or "").strip() or None,
            markdown=self.markdown.data or "",
        )
        wrong = {name: getattr(before, name) for name in self.errors if name in Words._fields}
        return typed._replace(**wrong)

    @property
    def base(self) -> int:
        text = self.based_on.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def filled(words: Words, token: str, based_on: int) -> LessonForm:
    """The form as a page shows it first."""
    said: dict[str, Any] = words._asdict() | {"goals": "\n".join(words.goals or [])}
    said["minutes"] = words.minutes or None
    return LessonForm(None, **said, token=token, based_on=f"{based_on}")


class PublishForm(Form):
    """What changed, and when people see it."""

    note = StringField(
        _l("What is different (optional)"), [Length(max=300, message=TOO_LONG)], filters=[one_line]
    )


class Day(DateField):
    """A day, in words of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Choose a day.")) from None


class Time(TimeField):
    """A time of day, in words of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Choose a time, like 08:00.")) from None


class PlanForm(Form):
    """A day and a time at which a draft is published."""

    day = Day(_l("Day"), [InputRequired(_l("Choose a day."))])
    time = Time(_l("Time"), [InputRequired(_l("Choose a time, like 08:00."))])

    def moment(self, zone: str) -> datetime:
        return datetime.combine(self.day.data, self.time.data, ZoneInfo(zone))

    def says_no(self, words: str) -> None:
        """The moment that was chosen cannot be, and why."""
        self.time.errors = [*self.time.errors, words]
