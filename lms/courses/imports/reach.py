"""Whom and what a file may name, and the counting of what it changes."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from lms.courses.actions import touch
from lms.courses.models import Enrolment
from lms.people.models import Person
from lms.people.rules import coordinates
from lms.tables.lookups import found, portions

AT_ONCE = 5_000


def known_people(codes: Iterable[str]) -> dict[str, Any]:
    """People by their codes: rows with id, code, name, role, organisation_id."""
    query = select(Person.id, Person.code, Person.name, Person.role, Person.organisation_id)
    return {row.code: row for row in found(query, Person.code, list(codes))}


def enrolled(people: Collection[int]) -> dict[tuple[int, int], Any]:
    """Enrolments of these people: (person, programme) to rows with id and state."""
    columns = (Enrolment.id, Enrolment.person_id, Enrolment.programme_id, Enrolment.state)
    rows = found(select(*columns), Enrolment.person_id, people)
    return {(row.person_id, row.programme_id): row for row in rows}


def may_name(
    by: Person | None, person: Any, programme_id: int, enrolments: Collection[tuple[int, int]]
) -> bool:
    """Whether a file of `by` may say something of a person in a programme: somebody of their own
    organisation, or who is on that programme already (rule 15). The command line may all."""
    if by is None or coordinates(by, person.organisation_id):
        return True
    return (person.id, programme_id) in enrolments


def touch_all(*, groups: Collection[int] = (), people: Collection[int] = ()) -> None:
    """Counts the change for all of these groups, and for those of all of these people."""
    for part in portions(groups, AT_ONCE):
        touch(groups=part)
    for part in portions(people, AT_ONCE):
        touch(people=part)
