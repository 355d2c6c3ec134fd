"""The text of a file, whatever wrote it."""

from flask_babel import gettext as _

from lms.questions.formats.found import Unreadable

MOST_CHARACTERS = 20_000_000


def decoded(content: bytes) -> tuple[str, bool]:
    """The text of a file with line ends of one kind, and whether it had to be read as
    windows-1252, as older programs for Windows write it. UTF-8 with or without its mark at the
    beginning; UTF-16 only with it.

    Raises Unreadable where it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lines(_strict(content, "utf-16")), False
    try:
        return _lines(content.decode("utf-8-sig")), False
    except UnicodeDecodeError:
        return _lines(_strict(content, "cp1252")), True


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("This file is no text. Save it as UTF-8 and try again.")) from None


def _lines(text: str) -> str:
    if "\0" in text:
        raise Unreadable(_("This file is no text. Save it as UTF-8 and try again."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
