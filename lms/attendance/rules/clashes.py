"""What would be at the same time as something else: a trainer, a place, a learner. Warned of, never
forbidden."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.attendance.models import Mode
from lms.i18n import day as shown

NAMED = 3  # people whose names are said


class Meeting(NamedTuple):
    """A session that is to be: its time in UTC, and what it needs."""

    day: date
    span: Interval
    place: str | None
    mode: str
    teachers: Mapping[int, str]  # the names of trainer and substitute, by their ids

    @property
    def room(self) -> str:
        """The place as it is compared; nothing where nobody meets in it."""
        return room_of(self.mode, self.place)


def meeting_of(values: Mapping[str, Any]) -> Meeting:
    """A session that is to be, of its columns and the rows that they name. Its times must be
    possible."""
    when = (values[name] for name in ("day", "starts", "ends", "zone"))
    teacher = values.get("substitute") or values.get("trainer")
    return Meeting(
        values["day"],
        hours.session_span(*when),
        values.get("place"),
        values["mode"],
        {teacher.id: teacher.name} if teacher else {},
    )


def room_of(mode: str, place: str | None) -> str:
    return "" if mode == Mode.ONLINE else " ".join((place or "").casefold().split())


class Clash(NamedTuple):
    """Something that is at the same time. `group` is none where the viewer may not see it."""

    kind: str  # "group", "trainer", "place", "learners", "closed"
    session: int  # the other one; 0: several that the viewer may not see
    names: tuple[str, ...]  # of people, of the place, or why it is closed
    people: int  # how many
    group: str | None
    starts: str  # as the clock on the other's wall shows it
    ends: str
    day: str  # where it is not the same


def overlap(one: Interval, other: Interval) -> bool:
    return one.start < other.end and other.start < one.end


def words(clash: Clash) -> str:
    """One clash as a sentence."""
    if clash.kind == "closed":
        return _("The centre is closed on that day: %(title)s.", title=clash.names[0])
    when = _("%(start)s to %(end)s", start=clash.starts, end=clash.ends)
    if clash.day:
        when = _("%(day)s, %(time)s", day=shown(date.fromisoformat(clash.day), "named"), time=when)
    names = _(", ").join(clash.names)
    if clash.kind == "group":
        return _("The group has another session at this time (%(when)s).", when=when)
    if clash.kind == "trainer":
        if clash.group is None:
            return _("%(name)s teaches elsewhere at this time (%(when)s).", name=names, when=when)
        return _(
            "%(name)s teaches %(group)s at this time (%(when)s).",
            name=names, group=clash.group, when=when,
        )  # fmt: skip
    if clash.kind == "place":
        if clash.group is None:
            return _("%(place)s is taken at this time (%(when)s).", place=names, when=when)
        return _(
            "%(group)s is in %(place)s at this time (%(when)s).",
            place=names, group=clash.group, when=when,
        )  # fmt: skip
    if clash.group is None:
        return ngettext(
            "%(num)s learner has another session at this time.",
            "%(num)s learners have another session at this time.",
            clash.people,
        )
    return ngettext(
        "%(num)s learner also has %(group)s at this time (%(when)s): %(names)s.",
        "%(num)s learners also have %(group)s at this time (%(when)s): %(names)s.",
        clash.people,
        group=clash.group,
        when=when,
        names=names + ("…" if clash.people > len(clash.names) else ""),
    )


def token(clashes: Iterable[Clash]) -> str:
    """Says which clashes somebody has seen: others are asked about again."""
    text = repr(sorted((c.kind, c.session, c.names, c.people) for c in clashes))
    return hashlib.sha256(text.encode()).hexdigest()[:20]
