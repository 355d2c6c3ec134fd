"""Files that people hand in: what they are, within what limits, without what a camera adds."""

from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses.rules.pictures import made_picture
from lms.courses.rules.unfit import Unfit
from lms.forms import one_line
from lms.handouts import MOST_BYTES, Kind, belied, kind_of


class Upload(NamedTuple):
    """A file that somebody hands in: its bytes, what it is, and what they call it."""

    content: bytes
    kind: Kind
    name: str


def handed_in(content: bytes, name: str | None) -> Upload:
    """A file as it is kept. Raises Unfit with words for who sent it: where it is empty, bigger than
    MOST_BYTES, not of a kind that may be handed in, or not what its name says."""
    name = one_line(name) or ""
    if not content:
        raise Unfit(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Unfit(_("This file is too big. Send one of 10 MB or less."))
    kind = kind_of(content)
    if kind is None:
        raise Unfit(
            _(
                "This file is not one that can be handed in. Take a PDF, a picture, a sound, a "
                "film, plain text, or a document of an office program without macros."
            )
        )
    if words := belied(name, kind.media_type):
        raise Unfit(words)
    return Upload(without_place(content, kind), kind, name)


def without_place(content: bytes, kind: Kind) -> bytes:
    """A picture without what a camera writes beside it (where it was taken, when, with what):
    others download it. Any other file as it is. Raises Unfit."""
    if not kind.media_type.startswith("image/"):
        return content
    return made_picture(content, kind.media_type).content
