"""What is found, by whom, in which order; and that the index follows every change."""

from lms.search import queries
from lms.search.words import looked_for


def found(person, typed, speaking="en", **asked):
    hits = queries.find(person, looked_for(typed), speaking, **asked)
    entries = queries.entries(hits)
    return [(hit.kind, entries[hit.entry].shown) for hit in hits]


def test_a_word_of_a_title_finds_its_lessons_for_who_may_open_them(world):
    lessons = [("lesson", f"First of {name}") for name in ("01-my-phone", "02-safe-online")]
    assert found(world.lea, "first") == [*lessons, ("lesson", "First of 01-hello")]
    assert found(world.olga, "first") == [("lesson", "First of 01-homes")]
    assert found(None, "first") == []
    assert found(None, "CITIES") == [("programme", "Inclusive cities")]
