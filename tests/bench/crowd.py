"""A crowd for a few places: 200 people come and go at once, in four processes of their own.

The result must be exact: as many places taken as there are, or as people want; never one too many
at any moment; nobody overtaken without a stated reason. The history is replayed, step by step.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, select, text

from lms.app import create_app
from lms.attendance.models import Session
from lms.courses.models import Entry, Group, Programme
from lms.db import db
from lms.people.models import Change, Organisation, Person
from tests.cast import NOW
from tests.crowd import PEOPLE, PLACES, SETTINGS, Came, Replay, all_at_once

PROCESSES = 4
NOUNS = {"session": "place", "group": "enrolment"}


class Result(NamedTuple):
    """What a crowd came to."""

    where: str
    what: str
    wrong: str  # nothing, where it is exact
    came: Came


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """SQLite; and PostgreSQL where a server is named."""
    yield "SQLite", f"sqlite:///{folder / 'crowd.db'}"
    if server := os.environ.get("LMS_TEST_DATABASE_URL"):
        url = make_url(server).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS lms_crowd WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE lms_crowd"))
        engine.dispose()
        yield "PostgreSQL", url.set(database="lms_crowd").render_as_string(hide_password=False)


def run() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="lms-crowd-") as folder:
        return [
            result
            for where, url in databases(Path(folder))
            for result in on_one_database(where, url, folder)
        ]


def on_one_database(where: str, url: str, folder: str) -> list[Result]:
    app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
    with app.app_context():
        upgrade()
        things, people = build()
        found = [measure(where, url, what, thing, people) for what, thing in things.items()]
        db.session.remove()
        db.engine.dispose()
    return found


def build() -> tuple[dict[str, int], list[int]]:
    """An open session and an open group with few places, and many people."""
    home = Organisation(slug="crowd", name="Crowd")
    programme = Programme(
        slug="crowd", title={"en": "Crowd"}, track="authority", organisation=home, rules={},
        required_units=4, unit_minutes=60, entry=Entry.OPEN, offer_hours=1,
    )  # fmt: skip
    zone = "Europe/Ljubljana"
    common = {"programme": programme, "organisation": home, "zone": zone}
    group = Group(slug="crowd", title="Crowd", capacity=PLACES, **common)
    host = Group(slug="host", title="Host", **common)
    session = Session(
        code="crowd", group=host, day=date(2022, 4, 23), starts=time(17),
        ends=time(19), breaks=[], zone=zone, is_open=True, capacity=PLACES, published_at=NOW,
    )  # fmt: skip
    people = [Person(code=f"P{n:03}", name=f"P{n:03}", organisation=home) for n in range(PEOPLE)]
    db.session.add_all([group, session, *people])
    db.session.commit()
    return {"session": session.id, "group": group.id}, [person.id for person in people]


def measure(where: str, url: str, what: str, thing: int, people: list[int]) -> Result:
    came = all_at_once(url, what, thing, people, PROCESSES)
    return Result(where, what, what_is_wrong(what), came)


def what_is_wrong(what: str) -> str:
    """Nothing, where every recorded step was right when it was taken, and no place is empty in
    vain."""
    replay = Replay(PLACES)
    steps = select(Change).where(Change.noun == NOUNS[what]).order_by(Change.id)
    try:
        for change in db.session.scalars(steps):
            who = change.key.rpartition("/")[2] if what == "group" else change.detail["person"]
            replay.step(who, change.verb)
        replay.refuse_empty()
    except AssertionError as wrong:
        return str(wrong) or "a step that cannot be"
    finally:
        db.session.rollback()
    return ""


def show(results: list[Result]) -> None:
    print(f"\n{PEOPLE} people come and go for {PLACES} places, in {PROCESSES} processes")
    print(
        f"{'':22}{'exact':>8}{'steps':>8}{'refused':>9}{'errors':>8}{'seconds':>9}{'a second':>10}"
    )
    for one in results:
        steps, refused, errors = one.came.steps, one.came.refused.total(), len(one.came.errors)
        print(
            f"{one.what + ', ' + one.where:22}{'NO' if one.wrong else 'yes':>8}{steps:8}{refused:9}"
            f"{errors:8}{one.came.seconds:9.1f}{steps / one.came.seconds:10.0f}"
        )
    for one in results:
        for wrong in filter(None, [one.wrong, *one.came.errors]):
            print(f"{one.what}, {one.where}: {wrong}")


if __name__ == "__main__":
    show(run())
