"""Activities with their figures, and the people at one."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.exchange.models import Activity, ActivityStatus, Delegation, Participation
from lms.people.models import Organisation, Person
from lms.projects.models import Partner, Project
from lms.ways import Who

HEARD = Participation.role == "participant"  # staff and speakers are never counted (rule 10)


class Parts(NamedTuple):
    """How many have names, and how many are counted as a number only."""

    named: int
    unnamed: int

    @property
    def both(self) -> int:
        return self.named + self.unnamed


class Figures(NamedTuple):
    """Of an activity, or of several together. The two are never added (rule 12)."""

    registered: Parts
    came: Parts


def activity(code: str) -> Activity | None:
    """The activity with its host, and its project with the partners."""
    asked = select(Activity).where(Activity.code == code)
    asked = asked.options(
        joinedload(Activity.host),
        joinedload(Activity.project)
        .selectinload(Project.partners)
        .joinedload(Partner.organisation),
    )
    return db.session.scalar(asked)


def of_project(project_id: int, kind: str = "") -> Select:
    """Its activities, the newest first."""
    asked = select(Activity).where(Activity.project_id == project_id)
    if kind:
        asked = asked.where(Activity.kind == kind)
    asked = asked.options(joinedload(Activity.host))
    return asked.order_by(Activity.starts_on.desc(), Activity.code)


def for_person(person: Person, today: date) -> Select:
    """What somebody can register for, or is registered for: from today, the next first."""
    mine = select(Participation.activity_id).where(Participation.person_id == person.id)
    coming = Activity.status == ActivityStatus.PLANNED, Activity.ends_on >= today
    asked = select(Activity).where(*coming, or_(Activity.is_open, Activity.id.in_(mine)))
    asked = asked.options(joinedload(Activity.host))
    return asked.order_by(Activity.starts_on, Activity.code)


def not_taken(who: Who) -> Select | None:
    """What the organisation of a member of staff hosted until yesterday, and nobody has said who
    came: code, title, ends_on; three at most."""
    if not who.is_staff or who.organisation_id is None:
        return None
    asked = select(Activity.code, Activity.title, Activity.ends_on).where(
        Activity.host_id == who.organisation_id,
        Activity.status == ActivityStatus.PLANNED,
        Activity.ends_on < who.today,
    )
    return asked.order_by(Activity.ends_on, Activity.id).limit(3)


def parts(ids: Collection[int] | Select) -> dict[int, Figures]:
    """For each activity how many were registered and how many came."""
    rows = select(
        Participation.activity_id,
        func.count(Participation.registered_at),
        func.count().filter(Participation.came.is_(True)),
    ).where(Participation.activity_id.in_(ids), HEARD)
    named = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(rows.group_by(Participation.activity_id))
    }
    more = select(Activity.id, Activity.registered, Activity.headcount).where(Activity.id.in_(ids))
    found = {}
    for key, registered, headcount in db.session.execute(more):
        known, came = named.get(key, (0, 0))
        found[key] = Figures(Parts(known, registered or 0), Parts(came, headcount or 0))
    return found


def figures(ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each activity how many were registered and how many came, named or not."""
    return {key: (one.registered.both, one.came.both) for key, one in parts(ids).items()}


OF_FIGURE = {
    "registered": (HEARD, Participation.registered_at.is_not(None)),
    "came": (HEARD, Participation.came.is_(True)),
}


def people_at(activity_id: int, figure: str = "") -> list[Participation]:
    """Who is on the list of an activity, by name; of one of its figures those that it counts."""
    asked = select(Participation).join(Participation.person)
    asked = asked.where(*OF_FIGURE.get(figure, ()))
    asked = asked.where(Participation.activity_id == activity_id)
    asked = asked.options(joinedload(Participation.person), joinedload(Participation.organisation))
    return list(db.session.scalars(asked.order_by(Person.search, Person.id)))


def place_of(activity_id: int, person_id: int) -> Participation | None:
    """What is known of one person at an activity."""
    asked = select(Participation).where(Participation.activity_id == activity_id)
    return db.session.scalar(asked.where(Participation.person_id == person_id))


def registered(activity_id: int) -> int:
    """How many places are taken: everybody on the list but staff and speakers."""
    asked = select(func.count()).where(Participation.activity_id == activity_id, HEARD)
    return db.session.scalar(asked.where(Participation.registered_at.is_not(None))) or 0


def delegates(activity_id: int) -> list[Organisation]:
    """The organisations that sent somebody, by name."""
    asked = select(Organisation).join(Delegation, Delegation.organisation_id == Organisation.id)
    asked = asked.where(Delegation.activity_id == activity_id)
    return list(db.session.scalars(asked.order_by(Organisation.name)))


def findable(words: Collection[str], organisations: Collection[int] | None) -> dict[str, Person]:
    """People by code or e-mail address, of these organisations (none: of all), as it was written.
    Who is of another organisation is not told apart from who is not known."""
    small = {word.lower() for word in words}
    asked = select(Person).where(Person.erased_at.is_(None))
    asked = asked.where(or_(Person.code.in_(set(words)), Person.email.in_(small)))
    if organisations is not None:
        asked = asked.where(Person.organisation_id.in_(organisations))
    found: dict[str, Person] = {}
    for person in db.session.scalars(asked):
        found[person.code] = person
        if person.email:
            found[person.email] = person
    return found
