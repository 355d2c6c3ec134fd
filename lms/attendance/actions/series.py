"""Publishing many sessions at once: a bounded number of statements for any number of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.attendance import rules
from lms.attendance.actions.columns import as_columns, free_codes
from lms.attendance.actions.sessions import refuse_problems
from lms.attendance.actions.telling import news_of_row, tell_of
from lms.attendance.models import Series, Session, Status
from lms.attendance.models.sessions import new_uid
from lms.attendance.rules.dates import MOST
from lms.courses.actions import touch
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record_all
from lms.people.models import Person


class Published(NamedTuple):
    """The series, how many sessions it has, and the code and id of the first."""

    series: int
    sessions: int
    first: str
    first_id: int


def publish_series(
    group: Group,
    rows: Sequence[Mapping[str, Any]],
    rule: dict[str, Any],
    *,
    by: Person,
    now: datetime,
) -> Published:
    """All of these sessions, in one series, or none. `rows` are as for `sessions.publish`, `rule`
    what was asked for, as JSON keeps it. Each person is told once. Raises Refused."""
    refuse_all(group, rows, now)
    series = Series(group_id=group.id, rule=rule, made_by_id=by.id, made_at=now)
    db.session.add(series)
    db.session.flush()
    common = {
        "group_id": group.id, "series_id": series.id, "status": Status.PLANNED, "sequence": 0,
        "published_by_id": by.id, "published_at": now,
    }  # fmt: skip
    codes = free_codes(group, [row["day"] for row in rows])
    made = [
        {**as_columns(row), **common, "code": code, "uid": new_uid()}
        for row, code in zip(rows, codes, strict=True)
    ]
    db.session.execute(insert(Session).execution_options(render_nulls=True), made)
    notes = [
        ("session", one["code"], "published", {"day": f"{one['day']}", "series": series.id})
        for one in made
    ]
    record_all(notes, by=by, now=now)
    touch(groups=[group.id])
    keys = select(Session.code, Session.id).where(Session.series_id == series.id)
    ids = {row.code: row.id for row in db.session.execute(keys)}
    news = [
        news_of_row(group, {**row, **one, "id": ids[one["code"]]})
        for row, one in zip(rows, made, strict=True)
    ]
    news.sort(key=lambda one: one.until)
    first = news[0].after.code
    tell_of("session.published", news, group, by=by, now=now, about=first)
    return Published(series.id, len(news), first, ids[first])


def refuse_all(group: Group, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    if not rows:
        raise Refused(_("Choose at least one date."))
    if len(rows) > MOST:
        raise Refused(_("One series has %(most)s sessions at most.", most=MOST))
    for row in rows:
        refuse_problems(group, row)
        if clock.today(row["zone"], now) > rules.last_day(group, row["day"]):
            raise Refused(
                _("The register of that day would be locked already. Ask for it to be imported.")
            )
