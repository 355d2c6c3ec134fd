"""What an import does to the rows of the database, and the account of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from lms.courses.content import origins
from lms.courses.content.reader import is_numbered
from lms.people import actions as people
from lms.people.models import Person


class Retirable(Protocol):
    """A row that is never deleted: it leaves the content and may come back."""

    slug: Any
    retired_at: Any


class Leaving(Protocol):
    """What may leave the content."""

    retired_at: Any


Row = TypeVar("Row", bound=Retirable)


class Change(NamedTuple):
    """One row that is created, updated or retired. `kind` and `key` name it as people do."""

    kind: str  # programme, course, module, lesson, assessment
    key: str  # "digital-basics/01-my-phone"
    how: str
    fields: list[str]


class Changes:
    """The account of one import. `unchanged` counts the rows that it left as they were."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.listed: list[Change] = []
        self.unchanged = 0
        self.organisations: list[str] = []  # created, by slug
        self.before: dict[tuple[str, str], dict[str, Any]] = {}  # what people had made, by row

    def note(self, kind: str, key: str, *, is_new: bool, fields: list[str]) -> None:
        """What became of a row: new, with other values in `fields`, or as it was."""
        if is_new or fields:
            how = "created" if is_new else "updated"
            self.listed.append(Change(kind, key, how, [] if is_new else fields))
        else:
            self.unchanged += 1

    def retire(self, kind: str, key: str, row: Leaving) -> None:
        """The row is no longer in the content. What people did with it stays."""
        if row.retired_at is None:
            row.retired_at = self.now
            origins.keep_retired(row)
            self.listed.append(Change(kind, key, "retired", []))

    def counts(self) -> dict[str, int]:
        counted = Counter(change.how for change in self.listed)
        hows = ("created", "updated", "retired")
        return {**{how: counted[how] for how in hows}, "unchanged": self.unchanged}

    def as_dict(self) -> dict[str, Any]:
        """The account as a program reads it."""
        listed = [change._asdict() for change in self.listed]
        return {**self.counts(), "organisations": self.organisations, "changes": listed}

    def record(self, *, by: Person | None) -> None:
        """A row of history for every change."""
        people.record_all(
            [
                (kind, key, how, self.detail(kind, key, fields))
                for kind, key, how, fields in self.listed
            ],
            by=by,
            now=self.now,
        )

    def detail(self, kind: str, key: str, fields: list[str]) -> dict[str, Any] | None:
        """What changed, and what somebody had made of it in the browser, where the folder went
        over that."""
        before = self.before.get((kind, key))
        return {
            **({"fields": fields} if fields else {}),
            **({"before": before} if before else {}),
        } or None


def put(row: Any, values: dict[str, Any]) -> list[str]:
    """Sets what is different, and says which."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, values[name])
    return different


def paired(rows: Iterable[Row], slugs: list[str]) -> dict[str, Row]:
    """The row of each slug that has one.

    "01-hello" that became "02-hello" is the same row: a new number must not cost anybody what they
    have done.
    """
    by_slug = {row.slug: row for row in rows}
    left = [row for row in by_slug.values() if row.slug not in slugs and is_numbered(row.slug)]
    by_name = {row.slug[3:]: row for row in sorted(left, key=lambda row: row.retired_at is None)}
    pairs = {slug: by_slug.get(slug) or by_name.get(slug[3:]) for slug in slugs}
    return {slug: row for slug, row in pairs.items() if row is not None}
