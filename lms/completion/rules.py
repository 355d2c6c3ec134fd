"""Who may see where people stand. Plain functions: no queries, no request."""

from typing import NamedTuple

from lms.completion.models import Completion
from lms.courses.models import Group
from lms.courses.rules import coordinates_group, may_see_group, teaches
from lms.people.models import Person


class Seat(NamedTuple):
    """A person's place in a group."""

    group: Group
    person: Person


def may_see_seat(person: Person, seat: Seat) -> bool:
    """One's own hours; those of others who teaches or coordinates their group (rule 15)."""
    return person.id == seat.person.id or may_see_group(person, seat.group)


def may_judge(person: Person, seat: Seat) -> bool:
    """Records results and decides on a portfolio: never one's own."""
    return person.id != seat.person.id and may_see_group(person, seat.group)


def may_confirm(person: Person, seat: Seat) -> bool:
    """Confirms modules: the group's trainers, and never their own."""
    return person.id != seat.person.id and teaches(person, seat.group)


def may_decide(person: Person, completion: Completion) -> bool:
    """Confirms completions and takes them back: who coordinates the group, never one's own."""
    return person.id != completion.person_id and coordinates_group(person, completion.group)


def may_see_completion(person: Person, completion: Completion) -> bool:
    """One's own; those of others who teaches or coordinates their group (rule 15)."""
    return person.id == completion.person_id or may_see_group(person, completion.group)
