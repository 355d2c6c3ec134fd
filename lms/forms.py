"""What every form is: its words, and where its token is checked."""

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm


class Words:
    """WTForms knows no Slovene: what it says of itself becomes a sentence of ours."""

    def gettext(self, message: str) -> str:
        return _("Choose one from the list.") if "choice" in message.lower() else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one)


class Form(FlaskForm):
    """A form. Its token is checked before any view runs, and stands in the page, not in here."""

    class Meta(FlaskForm.Meta):
        csrf = False

        def get_translations(self, form: Any) -> Words:
            return Words()
