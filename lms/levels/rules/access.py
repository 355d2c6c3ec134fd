"""Who may do what with levels. Plain functions: no queries, no request."""

from lms.courses.instruments import Instrument, of_programme
from lms.courses.models import Group, Programme
from lms.courses.rules import coordinates_programme, may_see_group, teaches
from lms.people.models import Person


def instruments_of(programme: Programme) -> tuple[Instrument, ...]:
    """What the programme asks; nothing of a programme that asks for no levels."""
    return of_programme(programme.levels) if programme.levels else ()


def asks(programme: Programme) -> bool:
    return bool(programme.levels)


def sees_levels(person: Person, group: Group) -> bool:
    """The levels of a group's people, where its programme asks for any."""
    return asks(group.programme) and may_see_group(person, group)


def says_levels(person: Person, group: Group) -> bool:
    """Who teaches them: nobody else can say what was learned."""
    return asks(group.programme) and teaches(person, group)


def sees_gains(person: Person, programme: Programme) -> bool:
    return asks(programme) and coordinates_programme(person, programme)


def has_own(person: Person, programme: Programme) -> bool:
    return asks(programme) and not person.is_staff
