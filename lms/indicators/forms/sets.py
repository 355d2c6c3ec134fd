"""The form of a set of indicators: its name and its text."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from lms.courses.content.fields import is_slug
from lms.forms import Form, one_line

LONGEST = 200_000


class SetForm(Form):
    """A file or a text; where both are given, the file."""

    slug = StringField(
        _l("Name in addresses and files"),
        [
            DataRequired(_l("Name the set, such as amif-2021-27.")),
            Length(max=80, message=_l("This is too long: %(max)d letters or less.")),
        ],
        filters=[one_line],
    )
    file = FileField(_l("A file"))
    text = TextAreaField(
        _l("Or its text"),
        [Length(max=LONGEST, message=_l("This is too long: %(max)d letters or less."))],
    )

    def validate_slug(self, field: StringField) -> None:
        if not is_slug(field.data or "") or field.data == "upload":
            raise ValidationError(_l("Use small letters a to z, digits and hyphens."))

    @property
    def given(self) -> str | None:
        """What is to be read; None where the file is no text."""
        if self.file.data:
            try:
                text = self.file.data.read(LONGEST + 1).decode("utf-8-sig")
            except UnicodeDecodeError:
                return None
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return (self.text.data or "").replace("\r\n", "\n")
