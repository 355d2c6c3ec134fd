"""What authors see: courses to write, drafts, states of translations."""

from lms.authoring.queries.courses import State, states
from lms.authoring.queries.drafts import draft, drafts_of, version_in_force
from lms.authoring.queries.names import modules_of, terms_of
from lms.authoring.queries.translation import (
    Base,
    base,
    course_to_write,
    languages_of,
    lesson_to_write,
    lessons_of,
    my_drafts,
    source_of,
    state,
)

__all__ = [
    "Base",
    "State",
    "base",
    "course_to_write",
    "draft",
    "drafts_of",
    "languages_of",
    "lesson_to_write",
    "lessons_of",
    "modules_of",
    "my_drafts",
    "source_of",
    "state",
    "states",
    "terms_of",
    "version_in_force",
]
