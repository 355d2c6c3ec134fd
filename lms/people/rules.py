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


def may_add(person: Person) -> bool:
    """Put somebody into the list: into their own organisation, so they must have one."""
    return is_administrator(person) or coordinates(person, person.organisation_id)


def may_see(person: Person, other: Person) -> bool:
    """Open another's page: their coordinator (rule 15). There is none of who was erased."""
    return other.erased_at is None and coordinates(person, other.organisation_id)


def may_manage(person: Person, other: Person) -> bool:
    """Change another's record or password: their coordinator; an administrator's, only another."""
    if is_administrator(person):
        return other.erased_at is None
    return may_see(person, other) and other.role != Role.ADMINISTRATOR


def may_give_card(person: Person, other: Person) -> bool:
    """A new card and PIN for a learner: their coordinator, and trainers of their organisation."""
    if other.role != Role.LEARNER or other.erased_at is not None:
        return False
    mine = person.organisation_id
    teaches_there = person.role == Role.TRAINER and mine is not None
    return may_manage(person, other) or (teaches_there and mine == other.organisation_id)


def may_give_role(person: Person, role: str) -> bool:
    """Coordinators give every role but that of an administrator."""
    return is_administrator(person) or (is_coordinator(person) and role != Role.ADMINISTRATOR)
