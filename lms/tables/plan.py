"""What an import would do: counted first, so that a dry run is the whole of it but the writing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from lms.tables.formats import Format
from lms.tables.reading import Sheet


@dataclass
class Plan:
    """An import that was checked and can be written.

    `created`, `updated` and `unchanged` count records; `organisations` are the slugs of those that
    come to be; what the sheet has to say goes along.
    """

    form: Format
    sheet: Sheet
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    organisations: list[str] = field(default_factory=list)
    steps: list[Callable[[], None]] = field(default_factory=list)

    def write(self) -> None:
        """Everything, into the session of the database; the caller commits."""
        if self.created or self.updated:
            for step in self.steps:
                step()

    def notes(self) -> list[str]:
        """What is worth knowing about the file as a whole."""
        notes = []
        if self.organisations:
            names = ", ".join(self.organisations)
            notes.append(_("New organisations: %(names)s.", names=names))
        if self.sheet.unknown:
            names = ", ".join(self.sheet.unknown)
            notes.append(_("Columns that are not known and were not read: %(names)s.", names=names))
        if self.sheet.other_sheets:
            names = ", ".join(self.sheet.other_sheets)
            notes.append(_("Only the first sheet was read, not: %(names)s.", names=names))
        return notes

    def as_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "table": self.form.name,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "organisations_created": self.organisations,
            "unknown_columns": self.sheet.unknown,
            "warnings": [remark.as_dict() for remark in self.sheet.remarks.in_order()],
            "more_warnings": self.sheet.remarks.more,
        }
