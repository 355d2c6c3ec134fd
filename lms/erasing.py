"""Taking a name out of words: what every package needs when a person is erased.

What becomes of a column is declared where it is stored (`lms.db.personal`); what is more than that
does a package's own `erasing.py`. lms/privacy calls them all.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, String, cast, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from lms import files, jobs
from lms.db import db

WORDS = {"text", "title", "words", "note", "reason", "why", "link", "file", "answer", "task"}
SHORTEST = 2  # signs of a name that is looked for in words


class Leaving(NamedTuple):
    """Who is erased: their row, what named them until now, and the code that is left of them."""

    id: int
    code: str  # from now on; it says nothing
    old_code: str
    names: tuple[str, ...]  # names, addresses, numbers: as they were written
    now: datetime

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that names them in words, the longest first."""
        found = {*self.names, self.old_code}
        return tuple(sorted((one for one in found if len(one) >= SHORTEST), key=len, reverse=True))

    def without(self, text: str) -> str:
        """A text in which their code stands wherever they were named: whole words only, in small
        letters or capitals; their old code only as it is written."""
        for one in self.said:
            flags = 0 if one == self.old_code else re.IGNORECASE
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", self.code, text, flags=flags)
        return text

    def without_deep(self, value: Any) -> Any:
        """The same in all texts of a value as JSON has it, also in the names of its keys."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.without_deep(one) for one in value]
        if isinstance(value, dict):
            return {self.without(key): self.without_deep(one) for key, one in value.items()}
        return value


def forget(names: Iterable[str], *, now: datetime) -> None:
    """Removes files unless somebody's row still names them; their bytes a day later (the task is in
    lms/privacy), for this may still be taken back."""
    if gone := [one for one in sorted(names) if files.forget(one)]:
        jobs.later("privacy.bytes", {"files": gone}, now=now, at=now + files.WAITS)


def without_words(value: Any) -> Any:
    """Facts as JSON has them, with nothing in what somebody wrote; what was done and how it was
    judged stays."""
    if isinstance(value, list):
        return [without_words(one) for one in value]
    if isinstance(value, dict):
        said = (key for key, one in value.items() if key in WORDS and isinstance(one, str))
        return {key: without_words(one) for key, one in value.items()} | dict.fromkeys(said, "")
    return value


def says(column: Any, leaving: Leaving) -> ColumnElement[bool]:
    """Rows that may name them: a few too many, never one too few."""
    text = cast(column, String)
    forms = {form for one in leaving.said for form in (one, one.lower(), one.upper(), one.title())}
    escaped = {json.dumps(form)[1:-1] for form in forms}  # as JSON is kept: é is \u00e9
    return or_(*(text.contains(form, autoescape=True) for form in sorted(forms | escaped)))


def scrub(column: Column | InstrumentedAttribute, leaving: Leaving) -> None:
    """Takes them out of this column, in every row."""
    change(column, leaving, says(column, leaving), leaving.without_deep)


def change(
    of: Column | InstrumentedAttribute,
    leaving: Leaving,
    where: ColumnElement[bool],
    made: Callable[[Any], Any],
) -> None:
    """Writes a column anew where it becomes different, row by row: there are few."""
    said: Any = of.__clause_element__() if isinstance(of, InstrumentedAttribute) else of
    table: Any = said.table
    column: Column = table.c[said.name]
    keys: Sequence[Column] = list(table.primary_key.columns)
    rows = db.session.execute(select(column, *keys).where(column.is_not(None), where)).all()
    for value, *key in rows:
        new = made(value)
        if new != value:
            same = (one == part for one, part in zip(keys, key, strict=True))
            db.session.execute(update(table).where(*same).values({column.name: new}))
