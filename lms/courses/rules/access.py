"""Who may do what with programmes and groups. Plain functions: no queries, no request."""

from lms.courses.models import Group, LessonNote, Programme
from lms.people.models import Person, Role
from lms.people.rules import coordinates, is_administrator, is_coordinator


def teaches(person: Person, group: Group) -> bool:
    """Publishes the group's sessions and takes its registers: its trainers, and administrators."""
    if is_administrator(person):
        return True
    return person.role != Role.LEARNER and any(t.id == person.id for t in group.trainers)


def coordinates_programme(person: Person, programme: Programme) -> bool:
    """Decides on applications and settings: the coordinators of the programme's organisation."""
    return coordinates(person, programme.organisation_id)


def coordinates_group(person: Person, group: Group) -> bool:
    """Enrols, moves and ends: coordinators of the group's or of its programme's organisation."""
    return coordinates(person, group.organisation_id) or coordinates_programme(
        person, group.programme
    )


def may_see_group(person: Person, group: Group) -> bool:
    """Sees the people of a group and their hours (rule 15)."""
    return teaches(person, group) or coordinates_group(person, group)


def may_coordinate(person: Person, _anything: object = None) -> bool:
    """Opens the pages of coordinators; which rows they see there is the query's matter."""
    return is_coordinator(person)


def is_entry_code(programme: Programme, typed: str) -> bool:
    """Whether this is the programme's invitation code, however it was typed."""
    return bool(programme.entry_code) and plain(typed) == plain(programme.entry_code or "")


def is_own(person: Person, note: LessonNote) -> bool:
    """A note is its writer's alone: nobody else sees it, whatever their role."""
    return note.person_id == person.id


def plain(code: str) -> str:
    return "".join(sign for sign in code.casefold() if sign.isalnum())
