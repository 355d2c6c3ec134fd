"""Which list to print."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from lms.config import setting
from lms.evidence.rules.sheets import MOST_EMPTY
from lms.forms import Form, Whole
from lms.i18n import NAMES, speaking

HOW_MANY = _l("Write a number of rows from 0 to 30.")


class PrintForm(Form):
    """A language of the interface, and rows for guests."""

    language = SelectField(_l("Language of the list"))
    empty_rows = Whole(
        _l("Empty rows for guests"),
        [InputRequired(HOW_MANY), NumberRange(0, MOST_EMPTY, HOW_MANY)],
        default=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [
            SelectChoice(code, NAMES.get(code, code)) for code in setting("LANGUAGES")
        ]
        if not self.language.data:
            self.language.data = speaking()

    @property
    def empty(self) -> int:
        return self.empty_rows.data or 0
