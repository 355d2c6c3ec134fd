"""Sessions that are published, changed, moved, cancelled, or take place after all.

The facts of such a notice: `sessions`, the first of them as {"after": facts, "before": facts or
none}; `count`, how many there are in all; `reason`; `role`, why this person is told; and `at`, when
it was changed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.attendance.facts import MEMBER, WAITS, Facts, from_data
from lms.attendance.letters import words
from lms.attendance.models import Status
from lms.messages.kinds import Part, kind
from lms.people.models import Person


class Changed(NamedTuple):
    """A session as it is, and as it was."""

    before: Facts
    after: Facts


def sessions_in(data: Mapping[str, Any]) -> list[Changed]:
    return [
        Changed(from_data(one.get("before") or one["after"]), from_data(one["after"]))
        for one in data["sessions"]
    ]


@kind("session.published", _l("New sessions"))
def published(data: dict, reader: Person) -> Part:
    found, count = sessions_in(data), data["count"]
    first = found[0].after
    about = {"title": words.name_of(first), "day": words.day_of(first, "d MMMM")}
    heading = _("New session: %(title)s, %(day)s", **about)
    if count > 1:
        heading = ngettext(
            "%(num)s new session, the first on %(day)s",
            "%(num)s new sessions, the first on %(day)s",
            count,
            **about,
        )
    return part(reader, data, heading, listed(found, count))


@kind("session.changed", _l("Changed sessions"), necessary=True)
def changed(data: dict, reader: Person) -> Part:
    found, count = sessions_in(data), data["count"]
    return part(reader, data, headed(data, found, _("Changed"), _("Changed sessions")), [
        *listed(found, count), *differences(found[0]),
    ])  # fmt: skip


@kind("session.moved", _l("Moved sessions"), necessary=True)
def moved(data: dict, reader: Person) -> Part:
    found, count = sessions_in(data), data["count"]
    if count == 1:
        lines = [_("Now: %(line)s", line=words.in_a_line(found[0].after)),
                 _("It was: %(line)s", line=words.when(found[0].before))]  # fmt: skip
        return part(reader, data, headed(data, found, _("Moved"), ""), lines)
    lines = [
        _(
            "%(before)s is now: %(after)s",
            before=words.when(one.before),
            after=words.when(one.after),
        )
        for one in found
    ]
    return part(
        reader, data, headed(data, found, "", _("Moved sessions")), [*lines, *more(found, count)]
    )


@kind("session.cancelled", _l("Cancelled sessions"), necessary=True)
def cancelled(data: dict, reader: Person) -> Part:
    found = sessions_in(data)
    lines = [words.in_a_line(day) for one in found for day in days_of(one)]
    lines += more(found, data["count"])
    if data.get("reason"):
        lines.append(_("Reason: %(reason)s", reason=data["reason"]))
    return part(
        reader, data, headed(data, found, _("Cancelled"), _("Cancelled sessions")), lines, "CANCEL"
    )


@kind("session.reinstated", _l("Sessions that take place after all"), necessary=True)
def reinstated(data: dict, reader: Person) -> Part:
    found = [Changed(one.after, one.after) for one in sessions_in(data)]
    one, many = _("It takes place after all"), _("They take place after all")
    lines = [*listed(found, data["count"]), *differences(sessions_in(data)[0])]
    return part(reader, data, headed(data, found, one, many), lines)


def days_of(one: Changed) -> list[Facts]:
    """When a session does not take place: also where it was before, for who never heard of the
    change."""
    gone = [facts._replace(status=Status.CANCELLED) for facts in one]
    return gone if words.when(one.before) != words.when(one.after) else gone[1:]


def headed(data: Mapping[str, Any], found: list[Changed], one: str, many: str) -> str:
    """ "Cancelled: Hello, 31 March", or "Cancelled sessions: 12, from 31 March"."""
    was = found[0].before
    day = words.day_of(was, "d MMMM")
    if data["count"] == 1:
        return _("%(what)s: %(title)s, %(day)s", what=one, title=words.name_of(was), day=day)
    return _("%(what)s: %(count)s, from %(day)s", what=many, count=data["count"], day=day)


def listed(found: Iterable[Changed], count: int) -> list[str]:
    found = list(found)
    return [*(words.in_a_line(one.after) for one in found), *more(found, count)]


def more(found: list[Changed], count: int) -> list[str]:
    """How many are not in the list."""
    left = count - len(found)
    if left <= 0:
        return []
    return [ngettext("And %(num)s more.", "And %(num)s more.", left)]


def differences(one: Changed) -> list[str]:
    """What it was, where it is different now."""
    before, after = one
    lines = []
    if words.when(before) != words.when(after):
        lines.append(_("The time was: %(when)s", when=words.when(before)))
    if words.where(before) != words.where(after):
        lines.append(_("The place was: %(where)s", where=words.where(before)))
    if before.teacher != after.teacher:
        now, was = after.teacher or "–", before.teacher or "–"
        lines.append(_("The trainer is now %(now)s. It was %(was)s.", now=now, was=was))
    if words.name_of(before) != words.name_of(after):
        lines.append(_("It was about: %(title)s", title=words.name_of(before)))
    return lines


def part(
    reader: Person, data: Mapping[str, Any], heading: str, lines: list[str], method: str = "REQUEST"
) -> Part:
    """The notice, with what calendars need of its sessions: who waits has none of them."""
    found, role = [one.after for one in sessions_in(data)], data.get("role", MEMBER)
    waits = role == WAITS
    events = [words.invitation(facts, data["at"], method) for facts in found if not waits]
    links = [words.to_session(found[0])]
    if data["count"] == 1 and method == "REQUEST":
        links = words.ways_on(reader, found[0], role)
    return Part(heading, lines, words.why(role, found[0]), links, events)
