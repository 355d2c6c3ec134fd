"""Reads what a page of questions sends: of that at place 3 `p3-option=2`, `p3-turn=4`, ..."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from lms.courses.rules.handed_in import Upload, handed_in
from lms.courses.rules.unfit import Unfit
from lms.forms import one_line
from lms.handouts import MOST_BYTES
from lms.questions import Forged, Kind, Shown, raw


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
    """What a page says of the question at a place. Raises Forged and Unfit."""
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


def form_fields(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """Everything that a page sent, name by name."""
    return {name: form.getlist(name) for name in form}


def words_of(problem: Exception) -> str:
    """What is wrong with an answer that cannot be taken, and what to do."""
    if isinstance(problem, Forged):
        return _("This answer is not one of those on the page. Reload the page and choose again.")
    return str(problem)


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_file(file: FileStorage, shown: Shown) -> Upload | None:
    """A file that is an answer; None where none was chosen. Raises Unfit."""
    content = file.read(MOST_BYTES + 1)
    if not file.filename and not content:
        return None
    upload = handed_in(content, file.filename)
    if shown.kind is Kind.AUDIO and not plays(upload):
        raise Unfit(_("This is no recording. Record your voice, or send a sound."))
    return upload


def plays(upload: Upload) -> bool:
    """Sound and film come in the same wrappings: what a browser records is often called a film."""
    return upload.kind.media_type.startswith(("audio/", "video/"))
