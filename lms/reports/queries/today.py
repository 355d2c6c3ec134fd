"""Who needs somebody today: counts and rows of each need, for whoever looks (rule 15)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Kind, Mark, Session, Status
from lms.attendance.queries import sessions
from lms.courses.models import Group, Membership, Programme
from lms.db import db
from lms.levels.queries import due
from lms.levels.queries.people import learners
from lms.levels.rules.falling_due import AFTER
from lms.people.models import Person
from lms.reports.models import PutOff
from lms.reports.queries import waiting
from lms.reports.queries.kept import Kept, kept
from lms.reports.queries.sight import in_sight
from lms.reports.rules.needs import ABOUT_PEOPLE, OF_PEOPLE, Need
from lms.reports.rules.needs import Row as Token

GROUPS_ASKED = 20  # whose levels one page looks at: those that end first
MOST_GROUPS = 30  # of their own that a trainer reads


class Section(NamedTuple):
    """All that is of one need: how many rows there are, and the first of them."""

    need: Need
    number: int
    rows: Sequence[Any]


class Day(NamedTuple):
    """`waiting`: groups whose figures are older than what was marked in them, since when."""

    sections: Sequence[Section]
    kept: Kept

    @property
    def waiting(self) -> int:
        return self.kept.waiting

    @property
    def since(self) -> datetime | None:
        return self.kept.since

    @property
    def number(self) -> int:
        return sum(one.number for one in self.sections)


class Levels(NamedTuple):
    """People of a group of whom a level is due."""

    group: Group
    asked: Any  # lms.levels.rules.asked.Asked
    people: int

    @property
    def about(self) -> str:
        return f"{self.asked.instrument.name}/{self.asked.occasion}"


def conditions(viewer: Person, group: str = "") -> list[ColumnElement[bool]]:
    """The groups that a viewer sees, or one of them, by its slug."""
    return [*in_sight(viewer), *([Group.slug == group] if group else [])]


def day(viewer: Person, now: datetime, today: date, *, group: str = "", most: int = 8) -> Day:
    """Everything that needs this viewer. A constant number of statements."""
    asked = conditions(viewer, group)
    known = kept(*asked, on=today, today=today)
    sections = [*people(known, now, most), *others(known, asked, today, most)]
    return Day([one for one in sections if one.number], known)


def people(known: Kept, now: datetime, most: int) -> list[Section]:
    """One statement."""
    rows = db.session.execute(waiting.firsts(waiting.places(known, now), most)).all()
    by_need: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        by_need.setdefault(row.need, []).append(row)
    return [
        Section(need, by_need[need][0].number, by_need[need])
        for need in OF_PEOPLE
        if need in by_need
    ]


def others(known: Kept, asked: Collection[Any], today: date, most: int) -> list[Section]:
    levels = levels_due(asked, today)
    return [
        section(Need.REGISTER, waiting.registers(known), most),
        Section(Need.LEVELS, len(levels), levels[:most]),
        section(Need.EVIDENCE, waiting.evidence(known), most),
    ]


def section(need: Need, found: Select, most: int) -> Section:
    """One statement."""
    rows = first(found.add_columns(func.count().over().label("number")), most)
    return Section(need, rows[0].number if rows else 0, rows)


def number(found: Select) -> int:
    counted = select(func.count()).select_from(found.order_by(None).subquery())
    return db.session.scalar(counted) or 0


def first(found: Select, most: int) -> Sequence[Row]:
    return db.session.execute(found.limit(most)).all()


def of_need(
    viewer: Person, need: Need, now: datetime, today: date, *, group: str = ""
) -> Select | Sequence[Any]:
    """All rows of one need, to be paged."""
    asked = conditions(viewer, group)
    known = kept(*asked, on=today, today=today)
    if need in OF_PEOPLE:
        return waiting.in_order(waiting.places(known, now), need)
    if need == Need.LEVELS:
        return levels_due(asked, today)
    return waiting.registers(known) if need == Need.REGISTER else waiting.evidence(known)


def levels_due(asked: Collection[Any], today: date) -> list[Levels]:
    """What trainers have still to say of their people, of the groups that end first."""
    not_over = or_(Group.ends_on.is_(None), Group.ends_on >= today - AFTER)
    ids = select(Group.id).join(Programme, Programme.id == Group.programme_id)
    ids = ids.where(*asked, Programme.levels.is_not(None), not_over)
    ids = ids.order_by(Group.ends_on.asc().nulls_last(), Group.id).limit(GROUPS_ASKED)
    here = learners(Group.id.in_(select(ids.subquery().c.id)))
    found = [Levels(*one) for one in due.in_groups(here, today)] if here else []
    if not found:
        return []
    groups = {one.group.id for one in found}
    later = or_(PutOff.until.is_(None), PutOff.until > today)
    keys = select(PutOff.key).where(PutOff.kind == Need.LEVELS, PutOff.group_id.in_(groups), later)
    put_off = set(db.session.scalars(keys))
    return [one for one in found if key_of(Need.LEVELS, one.group.id, one.about) not in put_off]


def sessions_on(person: Person, today: date, most: int) -> Sequence[Session]:
    """A trainer's sessions of a day, with all that their signs show. One statement."""
    programme = joinedload(Session.group).joinedload(Group.programme)
    rows = sessions.on(sessions.sessions_of(person).options(programme), today)
    return db.session.scalars(rows.limit(most)).unique().all()


def own_groups(person: Person, today: date, known: Kept | None = None) -> Sequence[Row]:
    """slug, title, people, cannot, needs_make_up, must_attend_all, delivered_minutes, unit_minutes,
    required_units: of each of a trainer's groups that goes on, by name. One statement where it is
    `known` how they stand."""
    known = known or kept(*in_sight(person), on=today, today=today)
    tally = known.tallies.c
    wanted = select(
        Group.slug, Group.title, tally.people, tally.cannot, tally.needs_make_up,
        tally.must_attend_all, tally.delivered_minutes, tally.unit_minutes, tally.required_units,
    )  # fmt: skip
    wanted = wanted.select_from(known.tallies).join(Group, Group.id == tally.group_id)
    goes_on = Group.ends_on.is_(None) | (Group.ends_on >= today)
    rows = wanted.where(goes_on).order_by(Group.title, Group.id).limit(MOST_GROUPS)
    return db.session.execute(rows).all()


def key_of(need: Need, group_id: int, about: object = "") -> str:
    """What a row is called in the table of those that were put off."""
    return f"{need}:{group_id}:{about}"[:80]


def missed(people: Collection[int], groups: Collection[int]) -> dict[tuple[int, int], int]:
    """(person, group) -> the last session that they missed, for make-up. One statement."""
    if not people:
        return {}
    rows = (
        select(Mark.person_id, Session.group_id, Session.id)
        .join(Session, Session.id == Mark.session_id)
        .where(
            Mark.person_id.in_(people),
            Session.group_id.in_(groups),
            Session.status == Status.HELD,
            Mark.kind == Kind.ABSENCE,
            Mark.withdrawn_at.is_(None),
        )
        .order_by(Session.day, Session.starts, Session.id)
    )
    return {(person, group): session for person, group, session in db.session.execute(rows)}


# What was chosen on the page


class Chosen(NamedTuple):
    """A row of the page that somebody deals with: the group, and what it is about in it."""

    token: Token
    group: Group
    person: Person | None = None
    session: Session | None = None


def groups_named(slugs: Collection[str]) -> dict[str, Group]:
    wanted = select(Group).where(Group.slug.in_(slugs))
    found = wanted.options(joinedload(Group.programme), joinedload(Group.organisation))
    return {group.slug: group for group in db.session.scalars(found)}


def chosen(tokens: Collection[Token], groups: dict[str, Group]) -> list[Chosen | None]:
    """The rows behind these tokens, in their order; None where a person was never in the group, or
    was erased, or a session is not of it. Two statements."""
    codes = {one.about for one in tokens if one.need in ABOUT_PEOPLE}
    placed = select(Group.slug, Person).join(Membership, Membership.person_id == Person.id)
    placed = placed.join(Group, Group.id == Membership.group_id)
    placed = placed.where(
        Person.code.in_(codes), Person.erased_at.is_(None), Group.slug.in_(list(groups))
    )
    seats = {(slug, person.code): person for slug, person in db.session.execute(placed)}
    numbers = {int(one.about) for one in tokens if is_session(one)}
    rows = select(Session).where(Session.id.in_(numbers)).options(joinedload(Session.group))
    known = {str(one.id): one for one in db.session.scalars(rows)}
    return [behind(one, groups[one.group], seats, known) for one in tokens]


def is_session(token: Token) -> bool:
    about = token.about
    return token.need == Need.REGISTER and about.isascii() and about.isdigit() and len(about) < 10


def behind(
    token: Token, group: Group, seats: dict[tuple[str, str], Person], known: dict[str, Session]
) -> Chosen | None:
    if token.need in ABOUT_PEOPLE:
        person = seats.get((group.slug, token.about))
        return Chosen(token, group, person) if person else None
    if token.need == Need.REGISTER:
        session = known.get(token.about)
        fits = session is not None and session.group_id == group.id
        return Chosen(token, group, None, session) if fits else None
    return Chosen(token, group)


def put_off(viewer: Person, today: date) -> Select[PutOff]:
    """What was put off in the groups of a viewer and is still to come, the soonest first."""
    own = select(Group.id).where(*in_sight(viewer))
    later = or_(PutOff.until.is_(None), PutOff.until > today)
    rows = select(PutOff).where(PutOff.group_id.in_(own), later).options(
        joinedload(PutOff.group), joinedload(PutOff.person), joinedload(PutOff.by)
    )  # fmt: skip
    return rows.order_by(PutOff.until.asc().nulls_last(), PutOff.id.desc())
