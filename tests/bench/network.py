"""A network for dashboards: 48 programmes of 1,052 learners, 24 sessions of each group held
and every one of them marked; a project with all of it, and its indicators counted.

Groups are all made alike, so one of them is counted and the rows that are kept of it are copied to
the others; `proved` counts some of these by themselves and compares.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import case, func, insert, literal, select

from lms import clock
from lms.attendance.models import Kind, Mark, Mode, Session, Source, Status
from lms.courses.models import Group, Membership, Programme
from lms.db import db
from lms.indicators.actions import counting
from lms.indicators.models import IndicatorSet, SetVersion
from lms.people import passwords
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner, Project
from lms.reports.actions.recount import recount
from lms.reports.models import Along, GroupTally, OpenRegister, Place
from lms.reports.queries.differing import differing
from tests.bench import data
from tests.bench.server import ROOT

ZONE, HELD, PLANNED, AT_ONCE = "Europe/Ljubljana", 24, 32, 20_000
COLUMNS = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)


class Made(NamedTuple):
    """How much there is, and the groups that differ from what was copied (none should)."""

    enrolments: int
    presences: int
    wrong: list[str]


def build(programmes: int, today: date) -> Made:
    """Fills an empty, migrated database."""
    now = datetime.combine(today, time(12), tzinfo=UTC)
    home = Organisation(slug="bench", name="Bench centre", country="SI")
    db.session.add(home)
    secret = passwords.hashed(data.PASSWORD)
    staff = {"organisation": home, "password_hash": secret, "language": "en"}
    roles = {"COORD": Role.COORDINATOR, "TRAINER": Role.TRAINER, "ADMIN": Role.ADMINISTRATOR}
    people = [
        Person(
            code=code, name=code.title(), role=role, email=f"{code.lower()}@example.org", **staff
        )
        for code, role in roles.items()
    ]
    db.session.add_all(people)
    course = data.make_course()
    db.session.flush()
    made = [programme(number, home, course, now) for number in range(programmes)]
    number = data.LEARNERS * programmes
    learners = data.make_people(number, home, secret)
    groups = data.make_groups(made, home, number, people[1], today)
    data.enrol(learners, groups, today, now)
    sessions(groups, course, people[1], today, now)
    presences = marks(people[1], today, now)
    keep(groups, today)
    project(made, home, people[0], today, now)
    db.session.commit()
    return Made(number, presences, proved(groups))


def programme(number: int, home: Any, course: Any, now: datetime) -> Programme:
    whole, data.SESSIONS = data.SESSIONS, (PLANNED,) * (number + 1)
    try:
        return data.make_programme(number, home, course, now)
    finally:
        data.SESSIONS = whole


def day_of(turn: int, today: date) -> date:
    return today + timedelta(days=7 * (turn - HELD))


def sessions(groups: list[Group], course: Any, trainer: Person, today: date, now: datetime) -> None:
    rows = [
        {
            "code": f"{group.slug}-{n}", "group_id": group.id, "course_id": course.id,
            "module_id": course.modules[n % 8].id, "day": day_of(n, today), "starts": time(17),
            "ends": time(20, 15), "breaks": [["18:30", "18:45"]], "zone": ZONE,
            "mode": Mode.ONSITE, "place": "Room 1", "trainer_id": trainer.id,
            "status": Status.HELD if n < HELD else Status.PLANNED, "published_at": now,
        }
        for group in groups
        for n in range(PLANNED)
    ]  # fmt: skip
    put(Session, rows)


def marks(trainer: Person, today: date, now: datetime) -> int:
    """Of seven people six were there, one of them late; how many presences that makes."""
    kind = (Membership.person_id + Session.module_id) % 7
    for turn in range(HELD):
        day = day_of(turn, today)
        start, late, end = (
            datetime.combine(day, at, ZoneInfo(ZONE)).astimezone(UTC)
            for at in (time(17), time(17, 20), time(20, 15))
        )
        there = kind != 6
        rows = (
            select(
                Session.id, Membership.person_id,
                case((there, Kind.PRESENCE), else_=Kind.ABSENCE),
                case((kind == 5, as_moment(late)), (there, as_moment(start))),
                case((there, as_moment(end))),
                literal(Source.TRAINER), literal(trainer.id), as_moment(now),
            )
            .join(Membership, Membership.group_id == Session.group_id)
            .where(Session.day == day)
        )  # fmt: skip
        columns = (
            "session_id", "person_id", "kind", "came_at", "left_at", "source", "recorder_id",
            "recorded_at",
        )  # fmt: skip
        db.session.execute(insert(Mark).from_select(columns, rows))
    return (
        db.session.scalar(select(func.count()).select_from(Mark).where(Mark.kind == Kind.PRESENCE))
        or 0
    )


def as_moment(moment: datetime) -> Any:
    return literal(moment, Mark.came_at.type)


def keep(groups: list[Group], today: date) -> None:
    """Counts seven groups, for each of the seven patterns of marks, and copies what is kept."""
    known = db.session.execute(select(*COLUMNS).order_by(Group.id)).all()
    size = data.GROUP_SIZE
    whole = [row for row in known if people_of(row.id) == size]
    first = whole[0]
    recount([first, *(row for row in known if row not in whole)], today, now=clock.now())
    rest = [row.id for row in whole[1:]]
    people, meetings = numbered(Membership.person_id, Membership), numbered(Session.id, Session)
    for table in (GroupTally, Place, OpenRegister, Along):
        rows = [
            dict(row._mapping)
            for row in db.session.execute(select(table.__table__).where(table.group_id == first.id))
        ]
        put(table, [
            row | {"group_id": other}
            | ({"person_id": people[other][people[first.id].index(row["person_id"])]}
               if "person_id" in row else {})
            | ({"session_id": meetings[other][meetings[first.id].index(row["session_id"])]}
               if "session_id" in row else {})
            for other in rest
            for row in rows
        ])  # fmt: skip


def people_of(group: int) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(Membership).where(Membership.group_id == group)
        )
        or 0
    )


def numbered(column: Any, table: Any) -> dict[int, list[int]]:
    """Group -> these ids of it, in order."""
    found: dict[int, list[int]] = {}
    for group, one in db.session.execute(select(table.group_id, column).order_by(column)):
        found.setdefault(group, []).append(one)
    return found


def put(table: Any, rows: list[dict]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(table), rows[start : start + AT_ONCE])


def proved(groups: list[Group]) -> list[str]:
    """Some groups from all over, counted by themselves: those that are not as they are kept."""
    known = db.session.execute(select(*COLUMNS).order_by(Group.id)).all()
    some = [*known[1 :: max(1, len(known) // 8)], known[-1]]
    found = [slug for slug, _tables in differing(some)]
    db.session.rollback()
    return found


def project(made: list[Programme], home: Organisation, by: Person, today: date, now: datetime):
    """All programmes in one project of one partner; the preset of the fund, counted."""
    one = Project(slug="bench", title={"en": "Bench"}, lead=home)
    one.partners = [Partner(organisation=home, position=0)]
    one.programmes = made
    preset = yaml.safe_load((ROOT / "content/indicators/amif-2021-27.yaml").read_text())
    known = IndicatorSet(slug="amif-2021-27", number=1)
    db.session.add_all([one, known])
    db.session.flush()
    db.session.add(SetVersion(set_id=known.id, number=1, content=preset, made_at=now))
    db.session.flush()
    count = counting.ask(one, known.version, None, today, by=by, now=now)
    counting.make(count, now=now)
