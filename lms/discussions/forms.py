"""The forms of conversations. How much somebody may still say is told to them."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from lms.discussions.rules import MOST_AN_HOUR, MOST_SIGNS
from lms.forms import Form, one_line
from lms.typed import one_direction, tidy

TOO_LONG = _l("This is too long.")


class PostForm(Form):
    """What somebody says. `full_until` is the wall clock until which they may say no more."""

    text = TextAreaField(
        _l("What you say"),
        [
            DataRequired(_l("Write a few words.")),
            Length(max=MOST_SIGNS, message=_l("This is too long: 5,000 signs at most.")),
        ],
        filters=[tidy],
    )

    def __init__(self, *args: Any, full_until: datetime | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.full_until = full_until

    def validate_text(self, field: TextAreaField) -> None:
        if self.full_until:
            raise ValidationError(
                ngettext(
                    "You have written %(number)s post in an hour. Your words are kept here: send "
                    "them after %(time)s.",
                    "You have written %(number)s posts in an hour. Your words are kept here: send "
                    "them after %(time)s.",
                    MOST_AN_HOUR,
                    number=MOST_AN_HOUR,
                    time=f"{self.full_until:%H:%M}",
                )
            )


class ThreadForm(PostForm):
    """A new conversation: what it is about, and the first post."""

    title = StringField(
        _l("What it is about"),
        [
            DataRequired(_l("Write in a few words what it is about.")),
            Length(max=200, message=TOO_LONG),
        ],
        filters=[one_line, one_direction],
    )


class HideForm(Form):
    """Why a post is hidden."""

    why = StringField(
        _l("Why (its author reads it)"),
        [
            DataRequired(_l("Say why: its author is told.")),
            Length(max=300, message=TOO_LONG),
        ],
        filters=[one_line, one_direction],
    )
