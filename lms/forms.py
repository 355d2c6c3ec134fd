"""What every form is: its words, where its token is checked, and what texts and numbers become."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import ValidationError

CONTROL = re.compile(" *[\x00-\x1f\x7f-\x9f\u2028\u2029][\x00-\x20\x7f-\x9f\u2028\u2029]*")


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


def one_line(text: str | None) -> str | None:
    """A filter for texts of one line: line ends and other control characters become a space, so
    that nothing that was typed can begin a line of its own in a mail or a calendar."""
    return CONTROL.sub(" ", text).strip() if text else text


def web_address(_form: Any, field: Any) -> None:
    """A validator for links that people follow: http or https, with a host, without spaces."""
    if not (text := field.data):
        return
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        fine = False
    if not fine:
        raise ValidationError(_("Write an address that begins with https://"))


class Whole(IntegerField):
    """A whole number, in words of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Write a whole number, like 15.")) from None
