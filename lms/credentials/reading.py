"""What a file is, by its content: a badge as JSON, a token, or a picture with one of the two."""

from typing import Any, NamedTuple

from lms.credentials import baking, strict, tokens
from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

LARGEST = 2 * 1024 * 1024  # bytes of a file


class Sent(NamedTuple):
    """What was in a file; nothing of it is believed yet."""

    kind: str  # json, jwt, svg, png
    credential: dict[str, Any]
    token: tokens.Token | None


def kind_of(content: bytes) -> str | None:
    """What a file seems to be by its first bytes; None for what can hold no badge."""
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(baking.PNG):
        return "png"
    if start.startswith(b"{"):
        return "json"
    if start.startswith(b"<"):
        return "svg"
    return "jwt" if start.startswith(b"eyJ") else None


def read(content: bytes) -> Sent:
    """The one badge in a file. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(Code.TOO_LARGE, megabytes=LARGEST // 2**20)
    kind = kind_of(content)
    if kind in ("png", "svg"):
        found = baking.out_of_png(content) if kind == "png" else baking.out_of_svg(content)
        if len(found) != 1:
            raise Unreadable(Code.TWO_BADGES if found else Code.NO_BADGE)
        return said(kind, found[0])
    if kind is None:
        raise Unreadable(Code.NO_BADGE)
    try:
        return said(kind, content.decode())
    except UnicodeDecodeError:
        raise Unreadable(Code.NOT_TEXT) from None


def said(kind: str, text: str) -> Sent:
    """A badge as text, JSON or a token. Raises Unreadable."""
    text = text.removeprefix("\ufeff").strip()
    if text.startswith("{"):
        return Sent(kind, strict.document(text), None)
    if not tokens.SHAPE.fullmatch(text):
        raise Unreadable(Code.NO_BADGE)
    token = tokens.decode(text)
    return Sent(kind, token.credential, token)
