"""Files that authors send for a course, and the words for a picture."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, StringField
from wtforms.validators import Length, ValidationError

from lms.authoring.forms.texts import one_way
from lms.forms import Form, one_line

MOST_FILES = 20  # at once


class FilesForm(Form):
    """One file or many, and what one is to be called."""

    files = MultipleFileField(_l("Files"))
    name = StringField(_l("What it is called (optional)"), [Length(max=100)], filters=[one_line])

    @property
    def sent(self) -> list[Any]:
        """What was sent, as werkzeug has it."""
        return [file for file in self.files.data or [] if file and file.filename]

    def validate_files(self, field: Any) -> None:
        if not self.sent:
            raise ValidationError(_("Choose a file first."))
        if len(self.sent) > MOST_FILES:
            raise ValidationError(_("Send at most %(most)s files at once.", most=MOST_FILES))

    def called(self, file: Any) -> str:
        """What a file is to be called: as was written, where it is one; else as it is."""
        own = self.name.data if len(self.sent) == 1 else ""
        return own or one_line(file.filename) or ""


class WordsForm(Form):
    """What a picture shows, in the languages of the course; or that it only decorates."""

    decorative = BooleanField(_l("It only decorates: nobody misses anything without it"))

    @property
    def said(self) -> dict[str, str]:
        """The words by language; none where it only decorates."""
        found = {
            name.removeprefix("words_"): field.data.strip()
            for name, field in self._fields.items()
            if name.startswith("words_") and (field.data or "").strip()
        }
        return {} if self.decorative.data else found

    def validate_decorative(self, field: Any) -> None:
        if not field.data and not self.said:
            raise ValidationError(_("Say what the picture shows, or that it only decorates."))


def words_form(languages: Sequence[str], words: dict | None) -> WordsForm:
    """The form for a picture that has these words (none: it only decorates; None: not said yet)."""
    fields = {
        f"words_{language}": StringField(
            language, [Length(max=300), one_way], filters=[one_line],
            default=(words or {}).get(language, ""),
        )
        for language in languages
    }  # fmt: skip
    form: type[WordsForm] = type("WordsOfPicture", (WordsForm,), fields)
    return form(prefix="picture-", data={"decorative": words == {}})
