"""The pages about people: doors, records, cards, a person's own account, two
statements, and what phones ask for."""

from lms.people.views import account, cards, doors, phone, records, statements
from lms.people.views.blueprint import bp

__all__ = ["account", "bp", "cards", "doors", "phone", "records", "statements"]
