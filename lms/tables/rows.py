"""One row of a file, read cell by cell. What is wrong is noted, and reading goes on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.tables import cells
from lms.tables.problems import Problems

Value = TypeVar("Value")


class Row:
    """A row of a file. `number` is the file's own; `ok` says whether nothing was wrong so far.

    Cells are text; None is a cell that cannot be used, which was said already.
    """

    __slots__ = ("cells", "number", "ok", "problems", "remarks")

    def __init__(
        self, number: int, texts: Mapping[str, str | None], problems: Problems, remarks: Problems
    ) -> None:
        self.number = number
        self.cells = texts
        self.problems = problems
        self.remarks = remarks
        self.ok = True

    def wrong(self, column: str | None, words: str) -> None:
        """This keeps the file from being imported."""
        self.ok = False
        self.problems.add(self.number, column, words)

    def remark(self, column: str | None, words: str) -> None:
        """This is imported, and worth saying."""
        self.remarks.add(self.number, column, words)

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self.cells

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        """The text of a cell of `most` characters; "" where it is empty."""
        text = self.cells.get(column, "")
        if text is None:
            return ""
        if needed and not text:
            self.wrong(column, _("This cell must not be empty."))
        if len(text) > most:
            self.wrong(
                column,
                ngettext(
                    "This is too long: %(num)s character at most.",
                    "This is too long: %(num)s characters at most.",
                    most,
                ),
            )
        return text

    def code(self, column: str, most: int = 80, *, needed: bool = True) -> str:
        """A code: a text in one line."""
        text = self.text(column, most, needed=needed)
        if any(character in text for character in "\t\r\n"):
            self.wrong(column, _("Write a code in one line, without tabs."))
        return text

    def day(self, column: str, *, needed: bool = False) -> date | None:
        return self.read(column, cells.as_date, needed)

    def time(self, column: str, *, needed: bool = False) -> time | None:
        return self.read(column, cells.as_time, needed)

    def zone(self, column: str) -> str | None:
        return self.read(column, cells.as_zone, False)

    def choice(self, column: str, choices: Sequence[str]) -> str | None:
        return self.read(column, lambda text: cells.as_choice(text, choices), False)

    def positive(self, column: str, *, needed: bool = False) -> int | None:
        """A whole number from 1."""
        number = self.read(column, cells.as_whole, needed)
        if number == 0:
            self.wrong(column, _("Write a number of 1 or more."))
        return number

    def read(self, column: str, reader: Callable[[str], Value], needed: bool) -> Value | None:
        """What `reader` makes of a cell; None where it is empty or cannot be read."""
        text = self.text(column, 10_000, needed=needed)
        if not text:
            return None
        try:
            return reader(text)
        except cells.Unreadable as unreadable:
            self.wrong(column, str(unreadable))
            return None
