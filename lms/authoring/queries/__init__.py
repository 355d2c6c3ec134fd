"""What authors see: courses to write, drafts, states of translations."""

from lms.authoring.queries.courses import State, course, course_is_there, programmes_of, states
from lms.authoring.queries.drafts import draft, drafts_of, version_in_force
from lms.authoring.queries.looking import Look, Problem, head_problems, look, media_of, problems
from lms.authoring.queries.names import modules_of, terms_of
from lms.authoring.queries.outline import Row, Stage, lesson, module, modules, quizzes, rows
from lms.authoring.queries.removing import inside, is_removable
from lms.authoring.queries.translation import (
    Base,
    base,
    languages_of,
    lessons_of,
    my_drafts,
    source_of,
    state,
)
from lms.authoring.queries.versions import authors, version, versions

__all__ = [
    "Base", "Look", "Problem", "Row", "Stage", "State", "authors", "base", "course",
    "course_is_there", "draft", "drafts_of", "head_problems", "inside",
    "is_removable", "languages_of",
    "lesson", "lessons_of", "look", "media_of", "module", "modules",
    "modules_of", "my_drafts", "problems", "programmes_of", "quizzes", "rows", "source_of",
    "state", "states",
    "terms_of", "version", "version_in_force", "versions",
]  # fmt: skip
