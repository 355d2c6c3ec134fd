"""What is printed for the funder of a programme, and what proves a presence."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from typst import TypstError
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms.courses.models import PROOFS, Programme
from lms.evidence.rules.letterhead import letterhead, pictures
from lms.evidence.rules.scans import size_of_jpeg, size_of_png
from lms.forms import Form, one_line
from lms.handouts import Kind, kind_of
from lms.pdf import pdf

MOST_LOGO = 1024 * 1024  # bytes
MOST_POINTS = 4_000_000  # of a picture that is unpacked for every document
TOO_LONG = _l("This is too long.")
BROKEN = _l("This picture cannot be printed. Save it anew as PNG or JPEG.")
PROOF_WORDS = {
    "signature": _l("A signature on a list, with its scan"),
    "check_in": _l("Their own check-in"),
    "platform": _l("The log of the online meeting"),
}
SIZES = {"image/png": size_of_png, "image/jpeg": size_of_jpeg}


class PrintedForm(Form):
    """The header of everything on paper, and the proofs that the funder takes."""

    project = StringField(
        _l("Title of the project (optional)"),
        [Length(max=300, message=TOO_LONG)],
        filters=[one_line],
    )
    funding = TextAreaField(
        _l("Statement of the funder (optional)"), [Length(max=500, message=TOO_LONG)]
    )
    logo = FileField(_l("Logo (optional)"))
    no_logo = BooleanField(_l("Take the logo away"))
    proofs = SelectMultipleField(
        _l("What proves a presence"),
        choices=[SelectChoice(key, PROOF_WORDS[key]) for key in PROOFS],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    kind: Kind | None = None
    picture: bytes | None = None  # a new logo

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def validate_proofs(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one: else nothing proves that people came."))

    def validate_logo(self, field: FileField) -> None:
        if not field.data:
            return
        content = field.data.read(MOST_LOGO + 1)
        if len(content) > MOST_LOGO:
            raise ValidationError(_("This picture is too big. Send one of 1 MB or less."))
        kind = kind_of(content)
        if kind is None or kind.media_type not in SIZES:
            raise ValidationError(_("This is no logo. Take a picture as PNG or JPEG."))
        refuse_size(SIZES[kind.media_type](content))
        try:
            facts = letterhead(self.programme, _("Logo of the project"), has_logo=True)
            pdf("logo", facts, pictures=pictures(content))
        except TypstError:
            raise ValidationError(str(BROKEN)) from None
        self.kind, self.picture = kind, content

    def values(self) -> dict[str, Any]:
        return {
            "project": (self.project.data or "").strip() or None,
            "funding": "\n".join((self.funding.data or "").split("\r\n")).strip() or None,
            "proofs": [key for key in PROOFS if key in (self.proofs.data or [])],
        }


def refuse_size(size: tuple[int, int] | None) -> None:
    """A picture is unpacked before it is printed: one that is large fills the memory each time."""
    if size is None or min(size) < 1:
        raise ValidationError(str(BROKEN))
    if size[0] * size[1] > MOST_POINTS:
        raise ValidationError(
            _("This picture is too large. Save it smaller: 1000 pixels wide is plenty.")
        )
