"""Which files of its course a question shows and plays."""

from collections.abc import Iterator
from typing import Any

from lms.questions.values import MEDIA

_PICTURE, _AUDIO = "picture", "audio"


def media_in(plain: Any) -> list[str]:
    """The addresses ("../media/<name>") in the plain values of a question, each once."""
    return list(dict.fromkeys(_found(plain, shows=False)))


def _found(value: Any, *, shows: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _found(inner, shows=shows or key in (_PICTURE, _AUDIO))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _found(inner, shows=shows)
    elif shows and isinstance(value, str) and MEDIA.fullmatch(value):
        yield value
