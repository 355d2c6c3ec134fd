"""Reads what a page of questions sends: of that at place 3 `p3-option=2`, `p3-turn=4`, ..."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from lms.assessments.actions import Upload
from lms.courses.rules.pictures import made_picture
from lms.courses.rules.unfit import Unfit
from lms.forms import one_line
from lms.handouts import MOST_BYTES, Kind, belied, kind_of
from lms.questions import Kind as QuestionKind
from lms.questions import Shown, raw


class Unusable(ValueError):
    """What was sent cannot be taken; the words say why, for who sent it."""


class Sent(NamedTuple):
    """What was sent of a question."""

    raw: dict[str, Any]
    turn: int
    token: str
    upload: Upload | None


def sent(
    shown: Shown,
    place: int,
    form: Mapping[str, Sequence[str]],
    file: FileStorage | None,
) -> Sent:
    """What a page says of the question at a place. Raises Forged and Unusable."""
    own = fields(place, form)
    turn, token = (next(iter(own.get(name, ())), "") for name in ("turn", "token"))
    upload = read_file(file, shown) if shown.question.takes_a_file and file else None
    answer = {"drop": bool(own.get("drop"))} if shown.question.takes_a_file else raw(shown, own)
    return Sent(answer, whole(turn), (one_line(token) or "")[:40] or "none", upload)


def fields(place: int, form: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The fields of one question."""
    start = f"p{place}-"
    return {
        name.removeprefix(start): list(values)
        for name, values in form.items()
        if name.startswith(start)
    }


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_file(file: FileStorage, shown: Shown) -> Upload | None:
    """A file that is an answer, by its content; None where none was chosen. Raises Unusable."""
    if not file.filename and not file.content_length:
        return None
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise Unusable(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Unusable(_("This file is too big. Send one of 10 MB or less."))
    name, kind = one_line(file.filename or "") or "", kind_of(content)
    if shown.kind is QuestionKind.AUDIO and (kind is None or not plays(kind)):
        raise Unusable(_("This is no recording. Record your voice, or send a sound."))
    if kind is None:
        raise Unusable(
            _(
                "This file is not one that can be handed in. Take a PDF, a picture, a sound, a "
                "film, plain text, or a document of an office program without macros."
            )
        )
    if words := belied(name, kind.media_type):
        raise Unusable(words)
    return Upload(without_place(content, kind), kind, name)


def plays(kind: Kind) -> bool:
    """Sound and film come in the same wrappings: what a browser records is often called a film."""
    return kind.media_type.startswith(("audio/", "video/"))


def without_place(content: bytes, kind: Kind) -> bytes:
    """A picture without what a camera writes beside it: others look at it."""
    if not kind.media_type.startswith("image/"):
        return content
    try:
        return made_picture(content, kind.media_type).content
    except Unfit as unfit:
        raise Unusable(str(unfit)) from None
