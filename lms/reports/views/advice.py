"""What is possible at best for people, in words."""

from collections.abc import Callable, Collection
from typing import Any

from lms.completion import words
from lms.completion.words import Titles
from lms.reports.queries import lists

NO_TITLES = Titles({}, {}, {})


def advices(places: Collection[Any]) -> Callable[[Any], str]:
    """Tells it of each of these places. Titles are asked only where somebody could reach the hours
    in all, and something else stands in the way: three statements."""
    titles = lists.titles_of([one for one in places if words.is_in_all_enough(one)])

    def advice(place: Any) -> str:
        named = titles.get(place.programme_id, NO_TITLES)
        return words.outlook_in_numbers(place, named, place.unit_minutes)

    return advice
