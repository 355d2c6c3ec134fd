"""What stands on every page of paper (lms/sheets/house.typ): the project, its funder's statement
and logo, the page's number, and a code that leads back here."""

import io
from typing import Any, NamedTuple

import segno
from flask_babel import gettext as _

from lms.addresses import site
from lms.courses.models import Programme
from lms.i18n import in_words, speaking

LOGO, SQUARE = "logo", "square.svg"  # names of pictures


class Back(NamedTuple):
    """A code on paper, and the address that it stands for."""

    code: str
    address: str


def letterhead(
    programme: Programme, title: str, *, has_logo: bool, back: Back | None = None
) -> dict[str, Any]:
    """The facts that `house.typ` wants, in the language that is spoken now."""
    return {
        "lang": speaking(),
        "title": title,
        "head": {
            "project": programme.project or in_words(programme.title),
            "funding": programme.funding or "",
            "logo": LOGO if has_logo else None,
            "logo_words": _("Logo of the project") if has_logo else _("Place for the logo"),
        },
        "page": _("Page %(number)s of %(last)s", number="{number}", last="{all}"),
        "foot": site(),
        "code": back.code if back else None,
        "square": SQUARE,
        "square_words": _("Code that leads to %(address)s", address=back.address) if back else "",
    }


def pictures(logo: bytes | None, back: Back | None = None) -> dict[str, bytes]:
    """The pictures that `house.typ` reads."""
    found = {LOGO: logo} if logo else {}
    return found | ({SQUARE: square(back.address)} if back else {})


def square(address: str) -> bytes:
    """An address for a camera, as a picture (SVG)."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=1)
    return made.getvalue()
