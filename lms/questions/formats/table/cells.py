"""What stands in the cells of one row, and what the plain values of a question make of it."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.table.columns import MOST_OPTIONS, OPTION, OWN_FEEDBACK

ARROW = "->"
CHOSEN = re.compile(r"\s*([0-9]{1,3})\s*(?:=\s*(\S+)\s*)?")
IN_TEXT = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]{0,39})\]")
FOLDER = "../media/"


class Wrong(ValueError):
    """A cell that does not say what its column asks for; the words name the column."""


class Cells:
    """The cells of a row. `language` is that of columns which name none."""

    def __init__(self, cells: Mapping[str, str | None], language: str) -> None:
        self.language = language
        self.values = {name: text for name, text in cells.items() if text}
        self.numbers = sorted(
            {
                number
                for name in self.values
                if name.startswith(OPTION)
                and (number := int(name.partition(".")[0].removeprefix(OPTION))) <= MOST_OPTIONS
            }
        )

    def text(self, column: str) -> str:
        return self.values.get(column) or ""

    def texts(self, column: str) -> dict[str, str]:
        """The words by language: of the column itself, and of "column.sl"."""
        found = {self.language: self.values[column]} if column in self.values else {}
        start = f"{column}."
        for name, text in self.values.items():
            if name.startswith(start):
                found[name.removeprefix(start)] = text
        return found

    def media(self, column: str) -> dict[str, str]:
        return {code: address(name) for code, name in self.texts(column).items()}

    def list_(self, column: str) -> list[str]:
        return [part.strip() for part in self.text(column).split(";") if part.strip()]

    def chosen(self) -> dict[int, str | None]:
        """The numbers in `right`, each with its share where it has one: "1; 3=50%"."""
        found: dict[int, str | None] = {}
        for part in self.list_("right"):
            at = CHOSEN.fullmatch(part)
            if at is None or int(at[1]) not in self.numbers:
                raise Wrong(_('right: "%(text)s" is no number of an option.', text=part[:60]))
            found[int(at[1])] = at[2]
        return found

    def option(self, number: int) -> dict[str, str]:
        return self.texts(f"{OPTION}{number}")

    def feedback(self, number: int) -> dict[str, Any]:
        said = self.texts(f"{OWN_FEEDBACK}{number}")
        return {"feedback": said} if said else {}

    def answer(self, number: int) -> str:
        """The text of an option that is in no language."""
        return next(iter(self.option(number).values()), "")


def address(name: str) -> str:
    """A file of the course, with or without its folder."""
    return name if name.startswith(FOLDER) else f"{FOLDER}{name}"


def worth(chosen: Mapping[int, str | None], number: int) -> dict[str, Any]:
    """What an option is worth: nothing where it is not among those that are right."""
    if number not in chosen:
        return {}
    share = chosen[number]
    return {"right": True} if share is None else {"share": share}


def options(row: Cells) -> dict[str, Any]:
    chosen = row.chosen()
    found = [
        {"text": row.option(number), **worth(chosen, number), **row.feedback(number)}
        for number in row.numbers
    ]
    has_shares = any(share is not None for share in chosen.values())
    usual = {"partial": "shares"} if has_shares and row.text("type") == "choices" else {}
    return {"options": found, **usual}


def items(row: Cells) -> dict[str, Any]:
    return {"items": [{"text": row.option(number)} for number in row.numbers]}


def true_false(row: Cells) -> dict[str, Any]:
    words = row.text("right").strip().lower()
    return {"answer": {"t": "true", "f": "false"}.get(words, words)}


def pairs(row: Cells) -> dict[str, Any]:
    """Each option is "left -> right"; without a left side it belongs to nothing."""
    found: list[dict[str, Any]] = []
    extra: list[dict[str, Any]] = []
    for number in row.numbers:
        lefts, rights = {}, {}
        for code, text in row.option(number).items():
            left, arrow, right = text.partition(ARROW)
            if not arrow:
                raise Wrong(_("option_%(number)s: write a pair as left -> right.", number=number))
            lefts[code], rights[code] = left.strip(), right.strip()
        if any(lefts.values()):
            found.append({"left": _filled(lefts), "right": _filled(rights)})
        else:
            extra.append({"text": _filled(rights)})
    return {"pairs": found, **({"extra": extra} if extra else {})}


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if text}


def answers(row: Cells) -> dict[str, Any]:
    """Accepted answers: all are right, where `right` says nothing else of one."""
    chosen = row.chosen()
    found = []
    for number in row.numbers:
        share = chosen.get(number)
        part = {"share": share} if share else {}
        found.append({"text": row.answer(number), **part, **row.feedback(number)})
    return {"answers": found}


def numbers(row: Cells) -> dict[str, Any]:
    """Each option is a number, or "number:tolerance"."""
    found = []
    for one in answers(row)["answers"]:
        value, _colon, tolerance = one.pop("text").partition(":")
        near = {"tolerance": tolerance.strip()} if tolerance.strip() else {}
        found.append({"value": value.strip(), **near, **one})
    return {"answers": found}


def gaps(row: Cells) -> dict[str, Any]:
    """Option 1 belongs to the first gap of the prompt: "sem|som" are answers; where one begins
    with a star, they are options: "*Sirije|Sirija"."""
    text = next(iter(row.texts("prompt").values()), "")
    names = list(dict.fromkeys(IN_TEXT.findall(text)))
    if len(names) != len(row.numbers):
        raise Wrong(
            _("The prompt has %(gaps)s gaps in square brackets, and there are %(options)s options.",
              gaps=len(names), options=len(row.numbers))
        )  # fmt: skip
    found = {}
    for name, number in zip(names, row.numbers, strict=True):
        parts = [part.strip() for part in row.answer(number).split("|") if part.strip()]
        starred = any(part.startswith("*") for part in parts)
        found[name] = {"options" if starred else "answers": [_part(part) for part in parts]}
    return {"gaps": found}


def _part(text: str) -> dict[str, Any]:
    return {"text": text[1:].strip(), "right": True} if text.startswith("*") else {"text": text}


def nothing(_row: Cells) -> dict[str, Any]:
    return {}
