"""A list that came back from the room: what is typed of its rows, "absent 4 7 12, late 3 17:20".

Nothing here knows a database or a language: the words come from whoever asks.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

ABSENT, LATE, LEFT, EXCUSED, PRESENT, UNSIGNED, AND = (
    "absent", "late", "left", "excused", "present", "unsigned", "and",
)  # fmt: skip
TOGETHER = ({LATE, LEFT, EXCUSED, UNSIGNED}, {PRESENT, UNSIGNED})  # words that one row may have
TIMED = {LATE, LEFT}
LONGEST = 5_000  # signs that are read
JOINED = "و"  # Arabic writes its "and" as one with the word after it
TIME, DASH = r"\d{1,2}[:.]\d{2}(?!\d)", r"\s*[-–—‑−]\s*"
TOKEN = re.compile(
    rf"(?P<stay>{TIME}{DASH}{TIME})|(?P<time>{TIME})|(?P<range>\d+{DASH}\d+)|(?P<row>\d+)"
    r"|(?P<word>[^\W\d_]+)|(?P<gap>[\s,;.،؛]+)|(?P<other>.)",
    re.DOTALL,
)


@dataclass
class Said:
    """What is typed of one row. Times are "17:20", or empty where none was said."""

    words: set[str] = field(default_factory=set)
    came: str = ""
    left: str = ""

    @property
    def mark(self) -> str:
        """present, absent, part or excused, as a register says it."""
        if self.words & TIMED:
            return "part"
        return next((word for word in (ABSENT, EXCUSED) if word in self.words), PRESENT)

    @property
    def signed(self) -> bool:
        return self.mark in (PRESENT, "part") and UNSIGNED not in self.words


class Wrong(NamedTuple):
    """What cannot be taken, and the piece of the text that it is about.

    word   nobody knows this word            alone  a word with no row after it
    row    there is no such row              bare   a row with no word before it
    twice  a row with two words              range  a range that runs backwards
    time   a time that belongs to no row     clock  a time that no clock shows
    other  a sign that means nothing here    long   more text than is read
    """

    code: str
    about: str


def plain(text: str) -> str:
    """For comparing: small letters without marks above or below them, digits 0-9 in any script,
    and none of the invisible signs that turn a text around."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in flat if unicodedata.category(sign) not in ("Mn", "Cf", "Lm"))
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in kept)


def read(text: str, words: Mapping[str, str], last: int) -> tuple[dict[int, Said], list[Wrong]]:
    """What a text says of the rows 1 to `last`, and everything in it that cannot be taken.

    `words`: what may be typed, `plain`, and which of the constants above it means. A word is for
    all rows after it; a time for the rows since the time or the word before it.
    """
    if len(text) > LONGEST:
        return {}, [Wrong("long", str(LONGEST))]
    reader = Reader(words, last)
    for kind, token in tokens(plain(text)):
        getattr(reader, kind)(token)
    reader.end_of_word()
    return reader.rows, reader.wrong


def tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "gap":
            yield found.lastgroup, found[0]


class Reader:
    """Reads token by token; each method is named as the kind of token that it takes."""

    def __init__(self, words: Mapping[str, str], last: int) -> None:
        self.words, self.last_row = words, last
        self.rows: dict[int, Said] = {}
        self.wrong: list[Wrong] = []
        self.current: str | None = None  # the word that is in force
        self.typed = ""  # as it was typed
        self.has_rows = True
        self.untimed: list[int] = []  # rows that the next time is for

    def no(self, code: str, about: str) -> None:
        if Wrong(code, about) not in self.wrong:
            self.wrong.append(Wrong(code, about))

    def end_of_word(self) -> None:
        if not self.has_rows:
            self.no("alone", self.typed)

    def word(self, token: str) -> None:
        means = self.meaning(token)
        if means == AND:
            return
        self.end_of_word()
        self.current, self.typed, self.untimed = means or "", token, []
        self.has_rows = means is None
        if means is None:
            self.no("word", token)

    def meaning(self, token: str) -> str | None:
        """A word that begins with the sign is that word; else it is "and", and the rest of it."""
        rest = token[1:] if token.startswith(JOINED) else ""
        return self.words.get(token) or self.words.get(rest)

    def row(self, token: str) -> None:
        self.several(token, token, token)

    def range(self, token: str) -> None:
        first, last = re.split(DASH, token)
        self.several(first, last, token)

    def several(self, first: str, last: str, token: str) -> None:
        if self.current is None:
            self.no("bare", token)
            return
        if self.current == "":  # after a word that nobody knows: said already
            return
        self.has_rows = True
        start, end = as_number(first), as_number(last)
        if start > end:
            self.no("range", token)
            return
        for number, typed in ((start, first), (end, last)):
            if not 1 <= number <= self.last_row:
                self.no("row", typed.lstrip("0")[:12] or "0")
        for number in range(max(1, start), min(end, self.last_row) + 1):
            self.say(number, self.current)

    def say(self, number: int, word: str) -> None:
        said = self.rows.setdefault(number, Said())
        together = said.words | {word}
        if len(together) > 1 and not any(together <= allowed for allowed in TOGETHER):
            self.no("twice", str(number))
            return
        said.words.add(word)
        self.untimed.append(number)

    def time(self, token: str) -> None:
        if self.current == "":
            return
        wall = as_wall(token)
        if wall is None:
            self.no("clock", token)
        elif self.current not in TIMED or not self.untimed:
            self.no("time", token)
        else:
            self.times(**{"came" if self.current == LATE else "left": wall})

    def stay(self, token: str) -> None:
        if self.current == "":
            return
        came, left = (as_wall(part) for part in re.split(DASH, token))
        if came is None or left is None:
            self.no("clock", token)
        elif self.current not in TIMED or not self.untimed:
            self.no("time", token)
        else:
            self.times(came=came, left=left)

    def times(self, **walls: str) -> None:
        for number in self.untimed:
            for name, wall in walls.items():
                if getattr(self.rows[number], name) not in ("", wall):
                    self.no("twice", str(number))
                else:
                    setattr(self.rows[number], name, wall)
        self.untimed = []

    def other(self, token: str) -> None:
        self.no("other", token)


def as_number(digits: str) -> int:
    """A number of a row; one that is longer than any is a very large one."""
    short = digits.lstrip("0")
    return int(short or "0") if len(short) < 7 else 10**7


def as_wall(token: str) -> str | None:
    """ "7.05" as "07:05"; None where no clock shows it."""
    hour, minute = (int(part) for part in re.split(r"[:.]", token))
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
