"""The four figures of what a project held, and exactly the rows that each of them counts (rule 16):
figures and rows are made of the same statements."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, false, func, or_, select, true

from lms.db import db
from lms.exchange.models import Activity, ActivityStatus, Delegation, Participation
from lms.exchange.queries.activities import OF_FIGURE, Figures, Parts, of_project, parts
from lms.people.models import Organisation, Person
from lms.people.rules import is_administrator


class Four(NamedTuple):
    """Four figures that are never added together (rule 12)."""

    registrations: int
    participations: int
    people: int  # named, each once
    organisations: int


class Held(NamedTuple):
    """What is asked about: all that a project held, or what it held of one kind."""

    project_id: int
    kind: str = ""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Of the activities in a statement."""
        of_kind = [Activity.kind == self.kind] if self.kind else []
        is_held = Activity.status == ActivityStatus.HELD
        return [Activity.project_id == self.project_id, is_held, *of_kind]

    @property
    def ids(self) -> Select:
        return select(Activity.id).where(*self.conditions)


def four(project_id: int, kind: str = "") -> Four:
    """The four figures of all that was held."""
    held = Held(project_id, kind)
    registered, came = sums(parts(held.ids))
    people = select(func.count()).select_from(came_to(held).distinct().subquery())
    there = at(held)
    organisations = select(func.count(there.c.organisation_id.distinct()))
    return Four(
        registered.both,
        came.both,
        db.session.scalar(people) or 0,
        db.session.scalar(organisations) or 0,
    )


def sums(parts_of: Mapping[int, Figures]) -> Figures:
    """How many were registered and how many came at all of these activities, with names and
    without."""
    each = parts_of.values()
    return Figures(added([one.registered for one in each]), added([one.came for one in each]))


def added(several: list[Parts]) -> Parts:
    return Parts(sum(one.named for one in several), sum(one.unnamed for one in several))


def with_figure(held: Held, figure: str) -> Select:
    """The activities at which somebody `registered` or `came`, with a name or without; the newest
    first."""
    unnamed = {"registered": Activity.registered, "came": Activity.headcount}[figure]
    named = select(Participation.id).where(
        Participation.activity_id == Activity.id, *OF_FIGURE[figure]
    )
    asked = of_project(held.project_id, held.kind).where(*held.conditions)
    return asked.where(or_(unnamed > 0, named.exists()))


def came_to(held: Held) -> Select:
    """The ids of who came, once for each activity."""
    asked = select(Participation.person_id).join(Participation.activity)
    return asked.where(*held.conditions, *OF_FIGURE["came"])


def run_by(viewer: Person) -> ColumnElement[bool]:
    """As rules.runs, of the activities in a statement: at which of them people are named to a
    viewer."""
    if is_administrator(viewer):
        return true()
    if not viewer.is_staff or viewer.organisation_id is None:
        return false()
    return Activity.host_id == viewer.organisation_id


def people_of(held: Held, viewer: Person) -> Select:
    """Who came and is named to the viewer, each once, by name."""
    named = came_to(held).where(run_by(viewer))
    return select(Person).where(Person.id.in_(named)).order_by(Person.search, Person.id)


def not_named(held: Held, viewer: Person) -> int:
    """How many people came who are named, but not to the viewer (rule 15): to none of what the
    organisation of the viewer hosted."""
    named = came_to(held).where(run_by(viewer))
    others = came_to(held).where(Participation.person_id.not_in(named)).distinct()
    return db.session.scalar(select(func.count()).select_from(others.subquery())) or 0


def homes_at(held: Held, viewer: Person, ids: Collection[int] | None = None) -> dict[int, str]:
    """For each of these people (none: for all who are named to the viewer) the name of the
    organisation for which they came the last time; who came for none is not in it."""
    asked = select(Participation.person_id, Organisation.name).join(Participation.activity)
    asked = asked.join(Participation.organisation)
    asked = asked.where(*held.conditions, *OF_FIGURE["came"], run_by(viewer))
    if ids is not None:
        asked = asked.where(Participation.person_id.in_(ids))
    asked = asked.order_by(Activity.starts_on, Activity.code)
    return {row[0]: row[1] for row in db.session.execute(asked)}


def at(held: Held) -> Subquery:
    """Which organisation was at which activity, once each: sent as a delegation, or that somebody
    who came is of it."""
    came = select(Participation.organisation_id, Participation.activity_id)
    came = came.join(Participation.activity).where(*held.conditions, *OF_FIGURE["came"])
    sent = select(Delegation.organisation_id, Delegation.activity_id)
    sent = sent.join(Delegation.activity).where(*held.conditions)
    return came.where(Participation.organisation_id.is_not(None)).union(sent).subquery()


def organisations_of(held: Held) -> Select:
    """The organisations that were at something, by name."""
    there = select(at(held).c.organisation_id)
    asked = select(Organisation).where(Organisation.id.in_(there))
    return asked.order_by(Organisation.name, Organisation.id)


def times_there(held: Held, ids: Collection[int] | None = None) -> dict[int, int]:
    """For each of these organisations (none: for all) at how many activities it was."""
    there = at(held)
    asked = select(there.c.organisation_id, func.count()).group_by(there.c.organisation_id)
    if ids is not None:
        asked = asked.where(there.c.organisation_id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(asked)}


def organisation_there(held: Held, slug: str) -> Organisation | None:
    """An organisation by its short name, if it was at something."""
    return db.session.scalar(organisations_of(held).where(Organisation.slug == slug))


def attended_by(held: Held, organisation_id: int) -> Select:
    """The activities at which an organisation was, the newest first."""
    there = at(held)
    its = select(there.c.activity_id).where(there.c.organisation_id == organisation_id)
    return of_project(held.project_id, held.kind).where(Activity.id.in_(its))
