"""Who may do what with people. Plain functions: no queries, no request."""

from lms.people.models import Person, Role


def is_administrator(person: Person) -> bool:
    return person.role == Role.ADMINISTRATOR


def is_coordinator(person: Person) -> bool:
    """Coordinators, and administrators, who may do what a coordinator may everywhere."""
    return person.role in (Role.COORDINATOR, Role.ADMINISTRATOR)


def is_staff(person: Person) -> bool:
    return person.is_staff


def coordinates(person: Person, organisation_id: int | None) -> bool:
    """Whether they coordinate this organisation (an administrator: all of them)."""
    if is_administrator(person):
        return True
    mine = person.organisation_id
    return person.role == Role.COORDINATOR and mine is not None and mine == organisation_id


def may_manage(person: Person, other: Person) -> bool:
    """Change another's record, card or password: their coordinator. Nobody raises their own role."""
    if is_administrator(person):
        return True
    return coordinates(person, other.organisation_id) and other.role != Role.ADMINISTRATOR


def may_give_role(person: Person, role: str) -> bool:
    return is_administrator(person) or (is_coordinator(person) and role != Role.ADMINISTRATOR)
