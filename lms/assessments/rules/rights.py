"""Who may look at what others answered, and mark it. Plain functions: no queries, no request."""

from lms.assessments.models import Attempt
from lms.courses.rules import may_see_group
from lms.people.models import Person
from lms.people.rules import coordinates


def looks_after(person: Person, attempt: Attempt) -> bool:
    """Opens an attempt of somebody else: who trains or coordinates the group in which it was made;
    where it was made in none, who coordinates the person's organisation. Practice is nobody's but
    their own."""
    if attempt.practice or attempt.person_id == person.id:
        return False
    if attempt.group is not None:
        return may_see_group(person, attempt.group)
    return coordinates(person, attempt.person.organisation_id)
