"""The tables, in the order in which they are imported; and files that wait to be imported.

A file that was checked in the browser waits some minutes, so that it need not be sent again. It
lies in a folder of the installation under a random name that only the person who sent it is given.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from lms.attendance import exports as of_attendance
from lms.attendance import imports as attendance
from lms.courses import exports as of_courses
from lms.courses import imports as courses
from lms.exchange import exports as of_exchange
from lms.exchange import imports as exchange
from lms.people import exports as of_people
from lms.people import imports as people
from lms.people.models import Person
from lms.projects import exports as of_projects
from lms.projects import imports as projects
from lms.tables import Plan, formats
from lms.tables.formats import Format

WAIT = timedelta(minutes=30)
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


class Table(NamedTuple):
    """A table: its columns, its name and what a row of it is, how it comes in and goes out."""

    form: Format
    title: Any
    about: Any
    plan: Callable[..., Plan]  # (data, *, by, now, zone)
    rows: Callable[[Person], Iterable[Any]]


TABLES = {
    table.form.name: table
    for table in (
        Table(
            formats.PEOPLE,
            _l("People"),
            _l("One row a person: learners, trainers, coordinators."),
            people.people,
            of_people.people,
        ),
        Table(
            formats.GROUPS,
            _l("Groups"),
            _l("One row a group of a programme."),
            courses.groups,
            of_courses.groups,
        ),
        Table(
            formats.ROSTER,
            _l("Roster"),
            _l("One row a place: who is in which group, from when, to when."),
            courses.roster,
            of_courses.roster,
        ),
        Table(
            formats.SESSIONS,
            _l("Sessions"),
            _l("One row a meeting: day, start, end, breaks, place."),
            attendance.sessions,
            of_attendance.sessions,
        ),
        Table(
            formats.ATTENDANCE,
            _l("Attendance"),
            _l("One row a stay: who was there from when to when. Without times: absent."),
            attendance.attendance,
            of_attendance.attendance,
        ),
        Table(
            formats.MAKE_UP,
            _l("Make-up"),
            _l("One row an approval: the minutes that repair a missed session."),
            attendance.make_up,
            of_attendance.make_up,
        ),
        Table(
            formats.OUTCOMES,
            _l("Outcomes"),
            _l("One row an answer: what became of a person after a course, on a day."),
            projects.outcomes,
            of_projects.outcomes,
        ),
        Table(
            formats.ACTIVITIES,
            _l("Activities"),
            _l("One row an activity: days, host, how many came who are not named."),
            exchange.activities,
            of_exchange.activity_rows,
        ),
        Table(
            formats.PARTICIPATIONS,
            _l("Participations"),
            _l("One row a person at an activity: registered, came."),
            exchange.participations,
            of_exchange.participation_rows,
        ),
    )
}


def keep(folder: Path, table: str, data: bytes, *, by: Person, now: datetime) -> str:
    """Lets a file wait for `WAIT`, and gives the random part of its name. Only `by` can ask for it
    again, as the table that it was checked as."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear(folder, now=now)
    token = secrets.token_urlsafe(24)
    file = folder / named(table, token, by)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        kept.write(data)
    os.utime(file, (now.timestamp(), now.timestamp()))
    return token


def kept(folder: Path, table: str, token: str, *, by: Person, now: datetime) -> bytes | None:
    """The file that waits; none where it does not, or not any more."""
    if table not in TABLES or not TOKEN.fullmatch(token):
        return None
    clear(folder, now=now)
    try:
        return (folder / named(table, token, by)).read_bytes()
    except FileNotFoundError:
        return None


def forget(folder: Path, table: str, token: str, *, by: Person) -> None:
    """The file is imported, or not wanted any more."""
    if table in TABLES and TOKEN.fullmatch(token):
        (folder / named(table, token, by)).unlink(missing_ok=True)


def named(table: str, token: str, by: Person) -> str:
    return f"{table}-{by.id}-{token}"


def clear(folder: Path, *, now: datetime) -> None:
    """Deletes what waited too long."""
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        try:
            if file.stat().st_mtime < (now - WAIT).timestamp():
                file.unlink(missing_ok=True)
        except FileNotFoundError:  # somebody else was faster
            continue
