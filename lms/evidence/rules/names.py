"""Names of files in a pack: the same for the same data, harmless on every computer."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

LONGEST = 60  # characters that are kept of what people wrote
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/csv": "csv",
    "text/plain": "txt",
    "text/tab-separated-values": "tsv",
}


def plain(text: str) -> str:
    """Letters and figures of any script, dots, hyphens and underscores; anything else is a hyphen.
    It begins and ends with no dot, so it is never a way out of its folder."""
    shown = unicodedata.normalize("NFC", text)
    kept = "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in shown)
    while "--" in kept or ".." in kept:
        kept = kept.replace("--", "-").replace("..", ".")
    return kept.strip(".-")[:LONGEST].rstrip(".-") or "x"


def of_sessions(sessions: Iterable[tuple[int, date, str]]) -> Mapping[int, str]:
    """Session -> "2022-03-24-A-01", from its id, day and code; no two are alike, also where
    capital and small letters are one."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for key, day, code in sessions:
        first = name = f"{day.isoformat()}-{plain(code)}"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{first}-{number}"
        taken.add(name.casefold())
        found[key] = name
    return found


def of_file(number: int, name: str, media_type: str) -> str:
    """ "01-list-of-24-march.pdf": the ending says what the content is, not what its name said."""
    stem = plain(PurePosixPath(name.replace("\\", "/")).stem)
    return f"{number:02}-{stem}.{ENDINGS.get(media_type, 'bin')}"
