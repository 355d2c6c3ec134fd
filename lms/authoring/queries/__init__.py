"""What authors see: courses to write, drafts, states of translations."""

from lms.authoring.queries.courses import State, states
from lms.authoring.queries.drafts import draft, drafts_of, version_in_force

__all__ = ["State", "draft", "drafts_of", "states", "version_in_force"]
