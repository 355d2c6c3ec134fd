"""Whose an attempt is."""

from lms.assessments.models import Attempt
from lms.people.models import Person


def is_own(person: Person, attempt: Attempt) -> bool:
    """An attempt is who took it's alone; trainers have pages of their own, for marking."""
    return attempt.person_id == person.id
