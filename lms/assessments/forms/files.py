"""A file of questions, its format, and the language of what names none."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from lms.forms import Form
from lms.questions.formats import READERS
from lms.questions.formats.kinds import READ_AS


class QuestionFileForm(Form):
    """What is sent. The format is found out where it is not said."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file first."))])
    format = SelectField(_l("Format"))
    language = SelectField(_l("Language of the questions"))

    def __init__(self, languages: Sequence[tuple[str, str]], *given: Any, **values: Any) -> None:
        super().__init__(*given, **values)
        names = [SelectChoice(name, READ_AS[name]) for name in READERS]
        self.format.choices = [SelectChoice("", _l("Found out by what is in it")), *names]
        self.language.choices = [SelectChoice(*one) for one in languages]
