"""Clashes, and days on which nobody is there, are asked about before something is saved: once, and
again where others have come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance.actions.changing import Plan
from lms.attendance.actions.columns import vars_of
from lms.attendance.forms.session import SessionForm
from lms.attendance.queries.clashes import clashes
from lms.attendance.queries.planning import closing_days
from lms.attendance.rules.clashes import Clash, meeting_of, token, words
from lms.courses.models import Group
from lms.i18n import day
from lms.web import me

MOST = 20  # clashes that are said
OF_CLASHES = {
    "day", "starts", "ends", "zone", "place", "mode", "trainer_id", "substitute_id"
}  # fmt: skip


def new_ones(form: SessionForm, group: Group) -> bool:
    """Whether a new session clashes with something that was not said yet; the form then says it."""
    values = form.values
    return said(form, group, [values], days={values["day"]})


def of_change(form: SessionForm, plan: Plan) -> bool:
    """The same, of a change; nothing is asked where neither time, place nor trainer is another."""
    steps = [step for step in plan.steps if OF_CLASHES & step.different.keys()]
    if not steps:
        return False
    values = [{**vars_of(step.session), **step.different, **rows_of(step)} for step in steps]
    but = {step.session.id for step in plan.steps}
    days = {step.different["day"] for step in steps if "day" in step.different}
    return said(form, steps[0].session.group, values, but, days)


def rows_of(step: Any) -> dict[str, Any]:
    return {
        name: step.values.get(name)
        for name in ("trainer", "substitute")
        if f"{name}_id" in step.different
    }


def said(
    form: SessionForm,
    group: Group,
    values: Sequence[Mapping[str, Any]],
    but: Collection[int] = (),
    days: Collection[date] = (),
) -> bool:
    """Whether anything was not said yet; `days` are those that are new."""
    meetings = [meeting_of(one) for one in values]
    shut = closed(group, days)
    found = [
        [*shut.get(meeting.day, ()), *some]
        for meeting, some in zip(meetings, clashes(group, meetings, me(), but), strict=True)
    ]
    every = [clash for some in found for clash in some]
    if not every or form.seen.data == token(every):
        return False
    form.seen.data = token(every)
    lines = [
        _("%(day)s: %(clash)s", day=day(meeting.day, "named"), clash=words(clash))
        if len(meetings) > 1
        else words(clash)
        for meeting, some in zip(meetings, found, strict=True)
        for clash in some
    ]
    form.clashes = lines[:MOST]
    if more := len(lines) - MOST > 0 and len(lines) - MOST:
        form.clashes.append(ngettext("And %(num)s more.", "And %(num)s more.", more))
    return True


def closed(group: Group, days: Collection[date]) -> dict[date, list[Clash]]:
    """On which of these days the group's organisation is closed, and why. One query."""
    rows = closing_days(group.organisation_id, min(days), max(days)) if days else ()
    return {
        one: [
            Clash("closed", row.id, (row.title,), 0, None, "", "", "")
            for row in rows
            if row.first <= one <= row.last
        ]
        for one in days
    }
