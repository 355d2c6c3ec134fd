"""What becomes of the rows about one person at one session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.attendance import hours
from lms.attendance.models import Kind, Session, Source
from lms.tables.items import Item

Times = tuple[str, str]  # in and out as the file writes them, "" where there is none


class Key(NamedTuple):
    """Which mark is meant. `times` none: an absence, of which a person has one a session."""

    session: str
    person: str
    times: Times | None
    source: str


@dataclass(slots=True)
class Change:
    """What is to be written: marks that are withdrawn (ids) and new ones (columns of a Mark); and
    the rows that make a new record, or change one."""

    gone: list[int] = field(default_factory=list)
    new: list[dict[str, Any]] = field(default_factory=list)
    created: list[Item[Key]] = field(default_factory=list)
    updated: list[Item[Key]] = field(default_factory=list)


@dataclass(slots=True)
class Bundle:
    """The rows about one person at one session, and the live marks that there are."""

    session: Session
    person: Any
    items: list[Item[Key]]
    marks: Sequence[Any]

    @property
    def absences(self) -> list[Any]:
        return [mark for mark in self.marks if mark.kind == Kind.ABSENCE]

    def presences(self) -> Mapping[tuple[Times | None, str], Any]:
        """The live presences by what a file calls them."""
        return {
            (as_times(self.session, mark.came_at, mark.left_at), mark.source): mark
            for mark in self.marks
            if mark.kind == Kind.PRESENCE
        }


def as_times(session: Session, came: datetime, left: datetime | None) -> Times:
    """A presence as a file writes it: times on the session's wall."""
    on_wall = (session.wall(hours.seconds(when)) if when else None for when in (came, left))
    start, end = (f"{wall:%H:%M}" if wall else "" for wall in on_wall)
    return start, end


def settle(bundle: Bundle, intervals: Mapping[Key, tuple[datetime, datetime | None]]) -> Change:
    """What the rows change. A presence that is not there yet is added; one with another note takes
    the place of the old; what nobody speaks of stays. What is wrong is said in its row."""
    change = Change()
    presences = bundle.presences()
    for item in bundle.items:
        if item.key.times is None:
            settle_absence(bundle, item, presences, change)
        else:
            known = presences.get((item.key.times, item.key.source))
            if not known or item.values.get("note", known.note) != known.note:
                came, left = intervals[item.key]
                row = {"kind": Kind.PRESENCE, "came_at": came, "left_at": left, "excused": False}
                row |= {"reason": None, "source": item.key.source}
                row["note"] = item.values.get("note", known and known.note)
                put(change, item, row, known)
    settle_excuse(bundle, change)
    return change


def put(change: Change, item: Item[Key], row: dict[str, Any], known: Any) -> None:
    """A new mark, in the place of the known one if there is one."""
    change.new.append(row)
    if known:
        change.gone.append(known.id)
        change.updated.append(item)
    else:
        change.created.append(item)


def settle_absence(bundle: Bundle, item: Item[Key], presences: Mapping, change: Change) -> None:
    """An absence, excused or not. It does not replace a presence."""
    if presences:
        words = _("The register says that this person was there. Change it there first.")
        item.row.wrong("in", words)
        return
    known = next(iter(bundle.absences), None)
    kept = {"note": known.note, "source": known.source} if known else {}
    row = absence(kept | item.values)
    if known and not item.row.has("excused"):
        row["excused"] = known.excused
    if known and known.excused and row["excused"]:
        row["reason"] = known.reason
    if not known or any(row[n] != getattr(known, n) for n in ("excused", "note", "source")):
        put(change, item, row, known)


def absence(values: Mapping[str, Any]) -> dict[str, Any]:
    row = {"kind": Kind.ABSENCE, "came_at": None, "left_at": None, "reason": None}
    row |= {"excused": values["excused"], "note": values.get("note")}
    return row | {"source": values.get("source", Source.TRAINER)}


def settle_excuse(bundle: Bundle, change: Change) -> None:
    """Beside presences an excused absence excuses the part that was missed (settled point 7). Who
    came is not absent any more. A row that is there already and says no takes the excuse back."""
    there = [item for item in bundle.items if item.key.times is not None]
    news = [*change.created, *change.updated]
    excuses = [mark for mark in bundle.absences if mark.excused]
    asking = next((item for item in there if item.values["excused"]), None)
    denying = [i for i in there if i not in news and i.row.cells.get("excused") == "no"]
    if asking and not excuses:
        change.new.append(absence({"excused": True, "source": asking.key.source}))
        change.updated += [asking] if asking not in news else []
    elif denying and not asking and excuses:
        change.gone += [mark.id for mark in excuses]
        change.updated.append(denying[0])
    if there and (change.new or change.gone):
        change.gone += [mark.id for mark in bundle.absences if not mark.excused]


def interval(session: Session, item: Item[Key]) -> tuple[datetime, datetime | None]:
    """The moments of a row. Without `out` it lasts to the end, and the mark keeps none."""
    values = item.values
    span = hours.presence(
        session.day, session.starts, session.ends, session.zone, values["in"], values["out"]
    )
    came, left = (datetime.fromtimestamp(moment, UTC) for moment in span)
    return came, left if values["out"] else None
