"""What is asked of activities, pairs and plans."""

from lms.exchange.queries.activities import (
    OF_FIGURE,
    Figures,
    Parts,
    activity,
    delegates,
    figures,
    findable,
    for_person,
    not_taken,
    of_project,
    parts,
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
from lms.exchange.queries.totals import (
    Four,
    Held,
    attended_by,
    four,
    homes_at,
    not_named,
    organisation_there,
    organisations_of,
    people_of,
    run_by,
    sums,
    times_there,
    with_figure,
)

__all__ = [
    "OF_FIGURE", "Exchanged", "Figures", "Four", "Held", "Parts", "activity", "attended_by",
    "delegates", "facts", "figures", "findable", "for_person", "for_women", "four", "homes_at",
    "measure", "meetings", "not_named", "not_taken", "of_project", "organisation_there",
    "organisations_of", "pair", "pairs", "pairs_in_words", "parts", "people_at", "people_of",
    "place_of", "plan", "plans", "registered", "run_by", "sums", "times_there", "with_figure",
]  # fmt: skip
