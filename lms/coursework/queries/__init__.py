"""Finding tasks, what people handed in for them, and who reads it."""

from lms.coursework.queries.answers import (
    answer,
    answer_of,
    answers_of_group,
    handed_in,
    lessons_answered,
    mine,
    texts_before,
    titles,
    waiting_in,
)
from lms.coursework.queries.peers import next_reader, open_readings, reading, without_a_peer
from lms.coursework.queries.tasks import Found, Standing, find, standings, standings_of

__all__ = [
    "Found", "Standing", "answer", "answer_of", "answers_of_group", "find",
    "handed_in", "lessons_answered", "mine", "next_reader", "open_readings",
    "reading", "standings", "standings_of", "texts_before", "titles", "waiting_in",
    "without_a_peer",
]  # fmt: skip
