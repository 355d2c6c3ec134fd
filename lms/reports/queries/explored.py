"""A table of figures by country, organisation, programme, ... or by what people are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, case, distinct, func, select

from lms.completion.outcome import Outlook
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Organisation, Person
from lms.projects.models import Project, ProjectProgramme
from lms.reports.queries.chosen import Chosen
from lms.reports.queries.filters import age_band
from lms.reports.rules.filters import NONE, OF_PEOPLE, By, Wish

NAMES = [one.value for one in Outlook]


@dataclass(frozen=True)
class Figures:
    """What is known of some people. Minutes are whole; those of sessions are none where the row is
    made of people, not of groups. Who is in two groups is one of `people`, and stands in each of
    their standings."""

    people: int = 0
    standings: Mapping[Outlook, int] = field(default_factory=lambda: dict.fromkeys(Outlook, 0))
    attended: int = 0
    possible: int = 0
    groups: int | None = None
    delivered: int | None = None
    required: int | None = None

    @property
    def attendance(self) -> Fraction | None:
        return Fraction(self.attended, self.possible) if self.possible else None


class Explored(NamedTuple):
    """`lines`: key of the row -> its figures; `total` counts everybody once (rule 11)."""

    lines: dict[str, Figures]
    total: Figures


def explored(found: Chosen, wish: Wish, by: By) -> Explored:
    """Four statements, whatever there is."""
    hours: dict[str, Row] = {}
    if by not in OF_PEOPLE:
        hours = _by_key(_hours(found, wish, by))
    people = _by_key(_people(found, by))
    keys = [*people, *(key for key in hours if key not in people and wish.groups_only)]
    lines = {key: _figures(people.get(key), hours.get(key)) for key in keys}
    whole = db.session.execute(_people(found, None)).one()
    return Explored(lines, _figures(whole, db.session.execute(_hours(found, wish, None)).one()))


def _by_key(rows: Select) -> dict[str, Row]:
    return {row.key: row for row in db.session.execute(rows)}


def key_of(by: By, rows: Any) -> Any:
    """The column whose values the rows of the table are."""
    columns: dict[By, Any] = {
        By.COUNTRY: Organisation.country,
        By.ORGANISATION: Organisation.slug,
        By.PROGRAMME: Programme.slug,
        By.GROUP: Group.slug,
        By.TRACK: Programme.track,
        By.THEME: Programme.theme,
        By.PROJECT: Project.slug,
        By.GENDER: Person.gender,
        By.LANGUAGE: Person.language,
    }
    column = age_band(rows.c.first_on) if by == By.AGE else columns[by]
    return func.coalesce(func.nullif(column, ""), NONE)


def _joined(statement: Select, rows: Any, by: By | None) -> Select:
    """Only with the tables that the key needs."""
    if by in OF_PEOPLE:
        return statement.join(Person, Person.id == rows.c.person_id)
    if by is None:
        return statement
    statement = statement.join(Group, Group.id == rows.c.group_id)
    if by in (By.COUNTRY, By.ORGANISATION):
        return statement.join(Organisation, Organisation.id == Group.organisation_id)
    if by == By.GROUP:
        return statement
    statement = statement.join(Programme, Programme.id == Group.programme_id)
    if by != By.PROJECT:
        return statement
    linked = statement.outerjoin(ProjectProgramme, ProjectProgramme.programme_id == Programme.id)
    return linked.outerjoin(Project, Project.id == ProjectProgramme.project_id)


def _keyed(rows: Any, by: By | None, *columns: Any) -> Select:
    if by is None:
        return select(*columns).select_from(rows)
    key = key_of(by, rows).label("key")
    return _joined(select(key, *columns).select_from(rows), rows, by).group_by(key)


def _people(found: Chosen, by: By | None) -> Select:
    rows = found.rows
    each = [
        func.count(distinct(case((rows.c.standing == one.value, rows.c.person_id)))).label(name)
        for name, one in zip(NAMES, Outlook, strict=True)
    ]
    return _keyed(
        rows, by,
        func.count(distinct(rows.c.person_id)).label("people"),
        *each,
        func.sum(rows.c.attended_minutes).label("attended"),
        func.sum(rows.c.possible_minutes).label("possible"),
    )  # fmt: skip


def _hours(found: Chosen, wish: Wish, by: By | None) -> Select:
    """Of sessions: held, and asked by the programmes; of the groups that the filters choose,
    where these divide people: of those that have somebody."""
    rows = found.kept.tallies
    statement = _keyed(
        rows, by,
        func.count(rows.c.group_id).label("groups"),
        func.sum(rows.c.delivered_minutes).label("delivered"),
        func.sum(rows.c.required_units * rows.c.unit_minutes).label("required"),
    )  # fmt: skip
    if wish.only == "short":
        statement = statement.where(rows.c.short_minutes > 0)
    if not wish.groups_only:  # no row, and nothing of the total, is of a group without such people
        statement = statement.where(rows.c.group_id.in_(select(found.rows.c.group_id)))
    return statement


def _figures(people: Row | None, hours: Row | None) -> Figures:
    found: dict[str, Any] = {}
    if people is not None:
        found = {
            "people": people.people,
            "standings": {one: getattr(people, one.value) for one in Outlook},
            "attended": int(people.attended or 0),
            "possible": int(people.possible or 0),
        }
    if hours is not None:
        found |= {
            "groups": hours.groups,
            "delivered": int(hours.delivered or 0),
            "required": int(hours.required or 0),
        }
    return Figures(**found)
