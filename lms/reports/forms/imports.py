"""Bringing in a file."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from lms.forms import Form
from lms.reports.imports import TABLES


class ImportForm(Form):
    """A file, and which table it is."""

    table = SelectField(_l("Table"))
    file = FileField(_l("File"), [FileRequired(_l("Choose a file first."))])

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.table.choices = [SelectChoice(key, table.title) for key, table in TABLES.items()]
