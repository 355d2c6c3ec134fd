"""The lists that the figures of a dashboard open: people, registers, what comes next."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import FromClause, Row, Select, and_, case, func, or_, select, union_all

from lms.attendance.models import Session
from lms.completion.outcome import Outlook
from lms.completion.queries.terms import terms
from lms.completion.words import Titles
from lms.courses.models import Course, Group, Module
from lms.db import db
from lms.people.models import Person
from lms.reports.queries.overview import IN_ORDER, Overview, Rows

URGENT = (Outlook.CANNOT, Outlook.NEEDS_MAKE_UP, Outlook.MUST_ATTEND_ALL)
BY_NAME = (*IN_ORDER, Person.search, Person.id)
NEXT = 3  # sessions of a group that are looked at to find the next


class Found(NamedTuple):
    """One person in one group, as it was counted; `titles` name what the reasons name."""

    group: Row  # slug, title
    person: Row  # code, name
    standing: Outlook
    place: Any  # the row of the place

    @property
    def ratio(self) -> tuple[int, int]:
        return self.place.ratio_n, self.place.ratio_d


def people(one: Overview) -> Rows:
    """The people who are meant, group by group, by name. Whole groups are passed over by their
    counts: a page reads the people of few groups."""
    counts = db.session.execute(_counts(one)).all()
    ends = list(accumulate(row.number for row in counts))

    def fetch(start: int, most: int) -> Sequence[Found]:
        met = [
            (row.id, end - row.number)
            for row, end in zip(counts, ends, strict=True)
            if end > start and end - row.number < start + most
        ]
        if not met:
            return []
        among = one.kept.places.c.group_id.in_([group for group, _begin in met])
        rows = _people(one.kept.places).where(among, *_wished(one))
        rows = rows.order_by(*IN_ORDER, Person.name, Person.code)
        return _found(rows.offset(start - met[0][1]).limit(most))

    return Rows(ends[-1] if ends else 0, fetch)


def _counts(one: Overview) -> Select:
    """Groups in order, with how many of their people are meant."""
    tally, places = one.kept.tallies, one.kept.places
    if one.wish.only == "conflict":
        met = select(places.c.group_id, func.count().label("number")).where(*_wished(one))
        counted = met.group_by(places.c.group_id).subquery()
        rows = select(Group.id, counted.c.number).join(counted, counted.c.group_id == Group.id)
        return rows.order_by(*IN_ORDER)
    number = tally.c[one.wish.standing] if one.wish.standing else tally.c.people
    rows = select(Group.id, number.label("number")).join(tally, tally.c.group_id == Group.id)
    if one.wish.only == "short":
        rows = rows.where(tally.c.short_minutes > 0)
    return rows.where(number > 0).order_by(*IN_ORDER)


def _wished(one: Overview) -> list[Any]:
    places, found = one.kept.places.c, []
    if one.wish.standing:
        found.append(places.standing == one.wish.standing)
    if one.wish.only == "conflict":
        found.append(places.conflict.is_(True))
    return found


def _people(places: FromClause) -> Select:
    return (
        select(*places.c, Group.slug, Group.title, Group.programme_id, Person.code, Person.name)
        .join_from(places, Group, Group.id == places.c.group_id)
        .join(Person, Person.id == places.c.person_id)
    )


def _found(rows: Select) -> list[Found]:
    return [Found(row, row, Outlook(row.standing), row) for row in db.session.execute(rows)]


def urgent(one: Overview, most: int) -> list[Found]:
    """Who needs somebody first: the worst standings first. Nobody whose completion is confirmed.
    One statement; who it is is remembered."""
    found: list[Found] = []

    def make() -> list[tuple[int, int]]:
        found.extend(_found(_named(_urgent(one, most))))
        return [(each.place.group_id, each.place.person_id) for each in found]

    keys = one.remembered("urgent", make)
    if found or not keys:
        return found
    places = one.kept.rows("places", among={group for group, _person in keys})
    known = places.c
    these = [and_(known.group_id == group, known.person_id == person) for group, person in keys]
    return _found(_named(places).where(or_(*these)))


def _named(places: FromClause) -> Select:
    return _people(places).order_by(_worst(places.c), *BY_NAME)


def _worst(places: Any) -> Any:
    return case({outlook: place for place, outlook in enumerate(URGENT)}, value=places.standing)


def _urgent(one: Overview, most: int) -> FromClause:
    """Their places; of the newest groups first. Nothing that has a name decides: what is remembered
    stays true when somebody is renamed."""
    tally, firsts = one.kept.tallies.c, []
    for outlook in URGENT:  # each of the first groups has somebody: more are not looked at
        rows = select(tally.group_id).where(tally[outlook] > 0)
        first = rows.order_by(tally.group_id.desc()).limit(most).subquery()
        firsts.append(select(first.c.group_id))
    places = one.kept.rows("places", among=union_all(*firsts))
    known = places.c
    worst = _worst(known), known.group_id.desc(), known.person_id
    return select(places).where(known.standing.in_(URGENT)).order_by(*worst).limit(most).subquery()


def titles(found: Collection[Found]) -> dict[int, Titles]:
    return titles_of([one.place for one in found])


def titles_of(places: Collection[Any]) -> dict[int, Titles]:
    """Programme -> the titles of what reasons name, where somebody has any. Three statements."""
    asked = {place.programme_id for place in places if place.reasons}
    if not asked:
        return {}
    return {key: one.titles for key, one in terms(dict.fromkeys(asked, frozenset())).items()}


def registers(one: Overview) -> Rows:
    """Registers that are not complete, the oldest first: the session, its group, and how many
    people are not marked (none where nobody has said that it was held)."""
    known = one.kept.registers.c
    sums = select(known.session_id, func.sum(known.unmarked).label("unmarked"))
    found = sums.group_by(known.session_id).subquery()
    rows = (
        select(
            Session.id, Session.day, Session.starts, Session.title, Group.slug,
            Group.title.label("group"), Course.title.label("course_title"),
            Module.title.label("module_title"), found.c.unmarked,
        )
        .join(found, found.c.session_id == Session.id)
        .join(Group, Group.id == Session.group_id)
        .outerjoin(Course, Course.id == Session.course_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.group_id.in_(select(one.kept.tallies.c.group_id)))
        .order_by(Session.day, Session.starts, Session.code)
    )  # fmt: skip
    return Rows(
        one.sums.registers,
        lambda start, most: db.session.execute(rows.offset(start).limit(most)).all(),
    )


def next_meetings(groups: Collection[int], on: date, today: date, now: datetime) -> dict[int, Any]:
    """Group -> its next session: from now, or as seen from another day. One statement."""
    order = func.row_number().over(
        partition_by=Session.group_id, order_by=(Session.day, Session.starts, Session.id)
    )
    numbered = select(Session.id, order.label("place")).where(
        Session.group_id.in_(list(groups)),
        Session.day >= on,
        Session.status.in_(["planned", "held"]),
    )
    to_come = numbered.subquery()
    rows = select(Session).join(to_come, to_come.c.id == Session.id)
    rows = rows.where(to_come.c.place <= NEXT).order_by(to_come.c.place)
    found: dict[int, Any] = {}
    for session in db.session.scalars(rows):
        if on != today or session.span.end > now.timestamp():
            found.setdefault(session.group_id, session)
    return found
