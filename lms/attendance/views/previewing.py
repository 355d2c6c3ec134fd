"""The two steps of many sessions: look at what would be, then publish what is ticked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import ngettext
from htmx_flask import request

from lms import clock
from lms.attendance.actions.series import publish_series
from lms.attendance.forms.preview import Preview, Shown
from lms.attendance.queries import planning as queries
from lms.attendance.queries.clashes import clashes
from lms.attendance.rules import calendars
from lms.attendance.rules import clashes as clashing
from lms.attendance.rules.planning import (
    Line,
    Subject,
    closed_words,
    in_days,
    line_of,
    one_after_another,
)
from lms.attendance.views import done
from lms.courses.models import Group
from lms.people.models import Person
from lms.web import go, me, page, say

A_FEW = 30  # people who are offered at each date
COMMON = ("place", "mode", "link", "breaks", "is_open", "capacity")


@dataclass
class Look:
    """What the page shows of a plan."""

    group: Group
    lines: Sequence[Line]
    people: Mapping[int, Person]  # who can be chosen as trainer
    chosen: int | None  # the trainer of the whole
    left: int = 0  # dates after the last module
    without: int = 0  # modules without a date
    is_as_seen: bool = False

    @property
    def taken(self) -> list[Line]:
        return [line for line in self.lines if line.taken]

    @property
    def clashes(self) -> bool:
        return any(line.clashes for line in self.taken)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.taken)

    @property
    def published(self) -> int:
        """Minutes that the group has already. One query."""
        return queries.minutes_published(self.group.id)

    @property
    def days(self) -> str:
        return in_days(self.lines)

    def offered(self, line: Line) -> list[Person]:
        """Everybody who can be the trainer; of more than a few only the group's own, the one who
        was chosen for all dates, and the line's own."""
        few = self.people.values() if len(self.people) <= A_FEW else self.group.trainers
        own = (self.people.get(self.chosen or 0), line.values.get("trainer"))
        return list({one.id: one for one in (*few, *own) if one}.values())

    @property
    def common(self) -> dict[str, Any]:
        """What is the same on every date, and is said once above them."""
        first, *others = (line.values for line in self.lines)
        return {
            name: first.get(name)
            for name in COMMON
            if all(one.get(name) == first.get(name) for one in others)
        }

    words = staticmethod(clashing.words)


def holidays_for(group: Group) -> tuple[str, list[str]]:
    """The calendar that a series of this group is likely to skip; and those that come near."""
    last = queries.last_series(group.id)
    setting = current_app.config["HOLIDAYS"]
    first = (last.rule or {}).get("calendar", setting) if last else setting
    first = first if calendars.is_known(first) else ""
    return first, [first, setting, calendars.country_of(group.zone)]


def lines_of(group: Group, calendar: str, wanted: Sequence[tuple[str, dict]]) -> list[Line]:
    """A line for each date that is wanted, (key, values); one query."""
    days = [values["day"] for _key, values in wanted]
    first, last = min(days), max(days)
    closing = queries.closing_days(group.organisation_id, first, last)
    closed = closed_words(calendars.days_off(calendar, first, last), closing)
    return [line_of(group, key, values, closed, clock.now()) for key, values in wanted]


def looked_at(
    form: Shown, group: Group, lines: list[Line], people: Mapping[int, Person],
    chain: Sequence[Subject],
) -> Look:  # fmt: skip
    """The plan, with what was ticked in the page, if it shows the same rule still."""
    sent = Preview(request.form)
    if form.is_shown:
        for line in lines:
            sent.apply(line, people)
    look = Look(group, lines, people, form["trainer"].data)
    if chain:
        look.left, look.without = one_after_another(lines, chain)
    found = clashes(group, [clashing.meeting_of(line.values) for line in look.taken], me())
    for line, some in zip(look.taken, found, strict=True):
        line.clashes = some
    look.is_as_seen = form.is_shown and all(map(sent.saw, look.taken))
    return look


def answered(
    template: str, form: Any, group: Group, look: Look, asked: dict, **context: Any
) -> Any:
    """Publishes what was seen and is wanted; else the page with what would be."""
    if request.form.get("do") != "publish":
        return page(template, group=group, form=form, look=look, **context)
    if not (look.is_as_seen and look.taken):
        context["why"] = "other" if look.taken else "none"
        return page(template, status=409, group=group, form=form, look=look, **context)
    rows = [line.values for line in look.taken]
    made = publish_series(group, rows, asked, by=me(), now=(now := clock.now()))
    words = ngettext("Published: %(num)s session.", "Published: %(num)s sessions.", made.sessions)
    say(done.and_told(done.with_material(words, made), made.first, group, now))
    return go(url_for(".sessions", series=made.series))
