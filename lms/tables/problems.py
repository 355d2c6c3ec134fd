"""Everything that is wrong with a file, each thing with its row and its column."""

from typing import NamedTuple

from flask_babel import ngettext

from lms.errors import Refused

SHOWN = 200  # problems of one file; of the rest only the number is told
KEPT = 20_000


class Problem(NamedTuple):
    """`row` is the file's own (the header is row 1), None for the file as a whole; `column` is
    named as in the file, None for the whole row; `words` say what to do."""

    row: int | None
    column: str | None
    words: str

    def as_dict(self) -> dict[str, int | str | None]:
        """The same for programs."""
        return {"row": self.row, "column": self.column, "message": self.words}


class FileRefused(Refused):
    """A file that cannot be imported: its first `problems`, and how many `more` there are."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        number = len(problems) + more
        super().__init__(
            ngettext(
                "Nothing was imported: %(num)s thing in the file has to be changed first.",
                "Nothing was imported: %(num)s things in the file have to be changed first.",
                number,
            )
        )
        self.problems = problems
        self.more = more


class Problems:
    """Collects what is wrong (or worth saying), in any order; tells it in the file's order."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.number = 0

    def add(self, row: int | None, column: str | None, words: str) -> None:
        self.number += 1
        if len(self.kept) < KEPT:
            self.kept.append(Problem(row, column, words))

    def in_order(self) -> list[Problem]:
        """The first `SHOWN` of them."""
        return sorted(self.kept, key=lambda problem: problem.row or 0)[:SHOWN]

    @property
    def more(self) -> int:
        """How many there are beyond those."""
        return max(0, self.number - SHOWN)

    def refuse_if_any(self) -> None:
        """Raises FileRefused with all of them, where there are any."""
        if self.number:
            raise FileRefused(self.in_order(), self.more)


def refuse(words: str, row: int | None = None, column: str | None = None) -> FileRefused:
    """The refusal of a file for one reason: `raise refuse(_("..."))`."""
    return FileRefused([Problem(row, column, words)])
