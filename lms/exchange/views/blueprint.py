"""What the views of this package share."""

from typing import Any

from flask import Blueprint, request

from lms.exchange import queries, rules, words

bp = Blueprint("exchange", __name__)


def on_it_or_open(person: Any, activity: Any) -> bool:
    """Who may open an activity, and who is on its list."""
    return rules.opens(person, activity) or (queries.place_of(activity.id, person.id) is not None)


def kind_asked() -> str:
    """The kind of activities that the address asks for; none: all kinds."""
    kind = request.args.get("kind", "")
    return kind if kind in words.KINDS else ""
