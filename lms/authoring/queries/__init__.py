"""What authors see: courses to write, drafts, states of translations."""

from lms.authoring.queries.drafts import draft, drafts_of, version_in_force

__all__ = ["draft", "drafts_of", "version_in_force"]
