"""Finding surveys: who is to be asked, what somebody may answer, what came of it."""

from lms.surveys.queries.answering import (
    answers_of,
    asked,
    asked_in,
    draft,
    hold,
    invitation,
    own,
    room,
    seats_in,
    tokens_waiting,
    waiting_for,
)
from lms.surveys.queries.asking import due, settings_in_force, to_remind
from lms.surveys.queries.helpful import Helped, helped
from lms.surveys.queries.results import Rate, Results, rates, results_of
from lms.surveys.queries.rounds import (
    closed_rounds,
    last_round,
    round_of,
    rounds_of,
    setting_of,
    settings_of,
    survey,
    surveys_of,
)

__all__ = [
    "Helped",
    "Rate",
    "Results",
    "answers_of",
    "asked",
    "asked_in",
    "closed_rounds",
    "draft",
    "due",
    "helped",
    "hold",
    "invitation",
    "last_round",
    "own",
    "rates",
    "results_of",
    "room",
    "round_of",
    "rounds_of",
    "seats_in",
    "setting_of",
    "settings_in_force",
    "settings_of",
    "survey",
    "surveys_of",
    "to_remind",
    "tokens_waiting",
    "waiting_for",
]  # fmt: skip
