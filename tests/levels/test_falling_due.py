"""Entry falls due at enrolment, exit before leaving; both by themselves."""

from datetime import date

from lms.levels.models import Occasion
from lms.levels.rules.falling_due import Stay, due, entry_span, exit_span

SINCE = date(2022, 2, 10)


def on(stay, *day):
    found = due(stay, date(2022, *day))
    return found and found[0]


def test_entry_is_due_from_the_first_day_until_exit_is_asked(app):
    stay = Stay(SINCE, None, date(2022, 5, 26), date(2022, 5, 19))
    assert on(stay, 2, 9) is None
    assert on(stay, 2, 10) == on(stay, 5, 18) == Occasion.ENTRY
    assert entry_span(stay).until == date(2022, 2, 24)


def test_exit_is_due_from_the_last_session_but_one_and_for_a_month_after_the_last(app):
    stay = Stay(SINCE, None, date(2022, 5, 26), date(2022, 5, 19))
    assert on(stay, 5, 19) == on(stay, 6, 25) == Occasion.EXIT
    assert on(stay, 6, 26) is None
    assert exit_span(stay).until == date(2022, 5, 26)


def test_a_timetable_that_is_published_in_parts_does_not_end_the_group(app):
    stay = Stay(SINCE, None, date(2022, 3, 10), date(2022, 3, 3), date(2022, 9, 30))
    assert on(stay, 3, 4) == Occasion.ENTRY
    assert exit_span(stay).first == date(2022, 3, 10)


def test_who_leaves_earlier_is_asked_in_their_last_two_weeks(app):
    stay = Stay(SINCE, date(2022, 3, 20), date(2022, 5, 26), date(2022, 5, 19), date(2022, 6, 1))
    assert on(stay, 3, 5) == Occasion.ENTRY
    assert on(stay, 3, 6) == Occasion.EXIT
    assert stay.has_left(date(2022, 3, 21))
    assert not stay.has_left(date(2022, 3, 20))


def test_without_sessions_the_day_on_which_the_group_ends_says_it(app):
    stay = Stay(SINCE, ends_on=date(2022, 6, 30))
    assert on(stay, 6, 15) == Occasion.ENTRY
    assert on(stay, 6, 16) == Occasion.EXIT


def test_without_any_end_in_sight_only_entry_is_asked(app):
    stay = Stay(SINCE)
    assert exit_span(stay) is None
    assert on(stay, 12, 31) == Occasion.ENTRY
    assert not stay.has_left(date(2030, 1, 1))


def test_a_group_of_one_session_asks_on_its_day(app):
    stay = Stay(SINCE, None, SINCE)
    assert on(stay, 2, 10) == Occasion.EXIT
