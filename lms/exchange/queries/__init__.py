"""What is asked of activities, pairs and plans."""

from lms.exchange.queries.activities import (
    OF_FIGURE,
    Four,
    activity,
    delegates,
    figures,
    findable,
    for_person,
    four,
    not_taken,
    of_project,
    people_at,
    place_of,
    registered,
)
from lms.exchange.queries.facts import Exchanged, facts
from lms.exchange.queries.plans import (
    for_women,
    measure,
    meetings,
    pair,
    pairs,
    pairs_in_words,
    plan,
    plans,
)

__all__ = [
    "OF_FIGURE", "Exchanged", "Four", "activity", "delegates", "facts", "figures", "findable",
    "for_person", "for_women", "four", "measure", "meetings", "not_taken", "of_project",
    "pair", "pairs", "pairs_in_words", "people_at", "place_of", "plan", "plans",
    "registered",
]  # fmt: skip
