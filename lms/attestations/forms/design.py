"""The form that says how the attestations of an organisation look."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import Length, ValidationError

from lms import glyphs
from lms.attestations.forms.issuing import LanguagesForm
from lms.attestations.models import Template
from lms.attestations.rules.colours import COLOUR, CONTRAST, contrast
from lms.attestations.rules.pictures import MOST_BYTES, NoPicture, Picture, look_at
from lms.forms import one_line
from lms.i18n import NAMES

LONGEST_NAME, LONGEST_PLACE, LONGEST_WORDS = 200, 120, 300
TOO_LONG = _l("This is too long: %(max)d letters or less.")


def can_be_printed(form: Any, field: Any) -> None:
    """A validator."""
    if signs := glyphs.named(field.data or ""):
        raise ValidationError(
            _("This cannot be printed: there are no letters here for %(signs)s.", signs=signs)
        )


def short(most: int) -> list[Any]:
    """Validators of a text that is printed."""
    return [Length(max=most, message=TOO_LONG), can_be_printed]


class DesignForm(LanguagesForm):
    """`role-<lang>` and `words-<lang>` are added for each language (`design_form`). A picture that
    was sent with a preview is kept under the sealed name that the hidden field says."""

    logo = FileField(_l("Logo (optional)"))
    logo_kept = HiddenField()
    no_logo = BooleanField(_l("Take the logo away"))
    colour = StringField(_l("Colour"))
    signatory = StringField(_l("Who signs (optional)"), short(LONGEST_NAME), filters=[one_line])
    signature = FileField(_l("Picture of the signature (optional)"))
    signature_kept = HiddenField()
    no_signature = BooleanField(_l("Take the signature away"))
    place = StringField(_l("Place (optional)"), short(LONGEST_PLACE), filters=[one_line])

    pictures: dict[str, Picture]  # new ones: by "logo" and "signature"

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(languages, *args, **kwargs)
        self.codes, self.pictures = list(languages), {}

    def validate_colour(self, field: StringField) -> None:
        text = (field.data or "").strip().lower()
        if not COLOUR.fullmatch(text):
            raise ValidationError(_("Write a colour like #1d3557, or choose one."))
        if contrast(text) < CONTRAST:
            raise ValidationError(
                _("This colour is too light: words in it cannot be read on white paper. Take a "
                  "darker one.")
            )  # fmt: skip
        field.data = text

    def validate_logo(self, field: FileField) -> None:
        self.take("logo", field)

    def validate_signature(self, field: FileField) -> None:
        self.take("signature", field)

    def take(self, name: str, field: FileField) -> None:
        if not field.data:
            return
        content = field.data.read(MOST_BYTES + 1)
        field.data.close()
        try:
            self.pictures[name] = look_at(content)
        except NoPicture as why:
            raise ValidationError(str(why)) from None

    def of_languages(self, prefix: str) -> list[Any]:
        """The fields of a text in each language."""
        return [self[f"{prefix}-{code}"] for code in self.codes]

    def values(self) -> dict[str, Any]:
        """What was typed; pictures beside it."""
        return {
            "colour": self.colour.data,
            "signatory": self.signatory.data,
            "place": self.place.data,
            "signatory_role": self._map("role"),
            "words": self._map("words"),
            "languages": self.languages,
        }

    def _map(self, prefix: str) -> dict[str, str] | None:
        typed = {code: (self[f"{prefix}-{code}"].data or "").strip() for code in self.codes}
        return {code: text for code, text in typed.items() if text} or None


def design_form(languages: Sequence[str], template: Template | None = None) -> DesignForm:
    """The form in these languages; with a template it shows what that says."""
    fields: dict[str, UnboundField] = {}
    for code in languages:
        name = NAMES.get(code, code)
        fields[f"role-{code}"] = StringField(
            _("Role of who signs (optional): %(language)s", language=name),
            short(LONGEST_NAME), filters=[one_line],
        )  # fmt: skip
        fields[f"words-{code}"] = TextAreaField(
            _("A sentence of your own (optional): %(language)s", language=name),
            short(LONGEST_WORDS), filters=[one_line],
        )  # fmt: skip
    form = type("DesignFormInLanguages", (DesignForm,), fields)
    return form(languages, None, data=said(template, languages)) if template else form(languages)


def said(template: Template, languages: Sequence[str]) -> dict[str, Any]:
    """What a template says, for the fields."""
    chosen = [code for code in template.languages if code in languages] or list(languages[:1])
    data = {
        "colour": template.colour, "signatory": template.signatory, "place": template.place,
        "first": chosen[0], "second": chosen[1] if len(chosen) > 1 else "",
    }  # fmt: skip
    for code in languages:
        data[f"role-{code}"] = (template.signatory_role or {}).get(code)
        data[f"words-{code}"] = (template.words or {}).get(code)
    return data
