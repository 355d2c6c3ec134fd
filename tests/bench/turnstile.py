"""Sixty self check-ins in ten seconds on two processes: none lost, none doubled."""

import tempfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade

from lms.app import create_app
from lms.attendance.models import Session
from lms.courses.models import Enrolment, Entry, Group, Membership, Programme, State
from lms.db import db
from lms.people.models import Organisation, Person
from tests.bench.crowd import databases
from tests.cast import NOW
from tests.crowd import SETTINGS
from tests.turnstile import PEOPLE, PROCESSES, SECONDS, Through, kept, through


class Result(NamedTuple):
    """How one database took it: who is in, presences and check-ins must be as many as people."""

    where: str
    kept: tuple[int, int, int]
    came: Through

    @property
    def is_exact(self) -> bool:
        return self.kept == (PEOPLE,) * 3 and not self.came.errors


def run() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="lms-turnstile-") as folder:
        return [*measured(Path(folder))]


def measured(folder: Path) -> Iterator[Result]:
    for where, url in databases(folder):
        app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
        with app.app_context():
            upgrade()
            session, people = build()
            came = through(url, session.uid, people)
            yield Result(where, kept(session.id), came)
            db.session.remove()
            db.engine.dispose()


def build() -> tuple[Session, list[str]]:
    """A session that is on, and its group."""
    home = Organisation(slug="room", name="Room")
    programme = Programme(
        slug="room", title={"en": "Room"}, track="migrant", organisation=home, rules={},
        required_units=4, unit_minutes=45, entry=Entry.OPEN,
    )  # fmt: skip
    zone = "Europe/Ljubljana"
    group = Group(slug="room", title="Room", programme=programme, organisation=home, zone=zone)
    session = Session(
        code="room", group=group, day=date(2022, 3, 24), starts=time(17), ends=time(20),
        breaks=[], zone=zone, published_at=NOW,
    )  # fmt: skip
    people = [Person(code=f"P{n:02}", name=f"P{n:02}", organisation=home) for n in range(PEOPLE)]
    db.session.add(session)
    for person in people:
        enrolment = Enrolment(person=person, programme=programme, state=State.ACTIVE, since=NOW)
        first = date(2022, 1, 1)
        db.session.add(Membership(enrolment=enrolment, group=group, person=person, starts_on=first))
    db.session.commit()
    return session, [person.get_id() for person in people]


def show(results: list[Result]) -> None:
    aim = PEOPLE / SECONDS
    print(
        f"\n{PEOPLE} people check in, each twice, on {PROCESSES} processes; aim: {aim:.0f} a second"
    )
    print(f"{'':14}{'exact':>8}{'in':>6}{'taps':>8}{'errors':>8}{'seconds':>9}{'a second':>10}")
    for one in results:
        exact, errors = "yes" if one.is_exact else "NO", len(one.came.errors)
        rate = one.came.taps / one.came.seconds
        print(
            f"{one.where:14}{exact:>8}{one.kept[0]:6}{one.came.taps:8}{errors:8}"
            f"{one.came.seconds:9.1f}{rate:10.1f}{'' if rate >= aim else '  too slow'}"
        )
        for error in one.came.errors:
            print(f"{one.where}: {error}")


if __name__ == "__main__":
    show(run())
