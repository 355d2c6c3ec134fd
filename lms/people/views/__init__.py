"""The pages about people: doors, records, cards, a person's own account, and two statements."""

from lms.people.views import account, cards, doors, records, statements
from lms.people.views.blueprint import bp

__all__ = ["account", "bp", "cards", "doors", "records", "statements"]
