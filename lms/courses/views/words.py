"""Titles from the database, in the language of the page."""

from lms.courses import queries
from lms.i18n import in_words


def policy_titles(programme):
    """The titles of what a policy names, by its keys."""
    return {key: in_words(title) for key, title in queries.titles_in_policy(programme).items()}
