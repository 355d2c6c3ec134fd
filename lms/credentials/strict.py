"""JSON, read without leniency: two readers must never see two things in the same bytes."""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from lms.credentials.words import Code

DEEPEST = 32  # levels of a document
MOST = 4_000  # values in it
SAFE = 2**53 - 1  # whole numbers beyond are read differently by different programs
DIGITS = 15  # as many of a fraction survive everywhere
# also what turns text round, so that a name is read otherwise, or has no width; joiners and marks
# of direction may be: scripts need them
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
    "\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Unreadable(Exception):
    """A file that is not read, and why."""

    def __init__(self, code: Code, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def read(content: bytes | str) -> Any:
    """What a JSON text says. Raises Unreadable for keys that stand there twice, numbers at the
    edge, signs that are no text, and what is too deep or too much."""
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        said = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=once,
            parse_int=whole,
            parse_float=exact,
            parse_constant=not_a_number,
        )
    except UnicodeDecodeError:
        raise Unreadable(Code.NOT_TEXT) from None
    except (ValueError, RecursionError):
        raise Unreadable(Code.NOT_JSON) from None
    measure(said)
    return said


def document(content: bytes | str) -> dict[str, Any]:
    """An object as JSON. Raises as `read`."""
    said = read(content)
    if not isinstance(said, dict):
        raise Unreadable(Code.NOT_JSON)
    return said


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable(Code.TWICE, key=twice[:100])
    return said


def whole(digits: str) -> int:
    number = int(digits) if len(digits) < 20 else SAFE + 1
    if abs(number) > SAFE or digits == "-0":
        raise Unreadable(Code.NUMBER, number=digits[:40])
    return number


def exact(digits: str) -> float:
    """A fraction that is the same in every program: 15 digits, and neither lost nor infinite."""
    number = float(digits[:100])
    written = Decimal(digits[:100])
    if len(digits) > 40 or not -300 < written.adjusted() < 300 or number == 0:
        raise Unreadable(Code.NUMBER, number=digits[:40])
    if len(written.normalize().as_tuple().digits) > DIGITS:
        raise Unreadable(Code.NUMBER, number=digits[:40])
    return number


def not_a_number(word: str) -> NoReturn:
    raise Unreadable(Code.NUMBER, number=word)


def measure(said: Any) -> None:
    """Raises Unreadable where a document is too deep or too much, or a text holds what cannot be
    seen."""
    level, count = [said], 0
    for _deeper in range(DEEPEST):
        count += len(level)
        if count > MOST:
            raise Unreadable(Code.TOO_MUCH, most=MOST)
        for value in level:
            texts = value if isinstance(value, dict) else [value]
            if any(isinstance(text, str) and HIDDEN.search(text) for text in texts):
                raise Unreadable(Code.NOT_TEXT)
        level = [inner for value in level for inner in parts(value)]
        if not level:
            return
    raise Unreadable(Code.TOO_DEEP, deepest=DEEPEST)


def parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
