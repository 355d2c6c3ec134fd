"""Who gets a free place: never too many, in order, and nobody is passed over without a reason."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.courses.waiting import TOO_SOON, WhyNot, answer_until, behind, share
from tests.cast import NOW

QUEUES = st.lists(st.none() | st.sampled_from(list(WhyNot)), max_size=12).map(
    lambda reasons: list(enumerate(reasons))
)
FREE = st.none() | st.integers(-3, 15)


@given(FREE, QUEUES)
def test_never_more_places_than_are_free_and_none_stays_empty(free, queue):
    gets = share(free, queue).gets
    able = sum(why_not is None for _one, why_not in queue)
    assert len(gets) == (able if free is None else min(max(free, 0), able))


@given(FREE, QUEUES)
def test_the_order_is_kept(free, queue):
    gets, passed = share(free, queue)
    assert gets == sorted(gets)
    assert passed == sorted(passed)


@given(FREE, QUEUES)
def test_nobody_is_passed_over_without_a_reason(free, queue):
    gets, passed = share(free, queue)
    before_the_last = set(range(gets[-1] + 1)) if gets else set()
    assert before_the_last == {*gets, *(key for key, _why in passed)}
    assert all(why == queue[key][1] is not None for key, why in passed)


@given(FREE, QUEUES)
def test_nobody_is_lost_or_counted_twice(free, queue):
    gets, passed = share(free, queue)
    named = [*gets, *(key for key, _why in passed)]
    assert len(named) == len(set(named))
    assert set(named) <= {one for one, _why_not in queue}


@given(st.integers(0, 6), QUEUES)
def test_one_place_after_another_goes_to_the_same_people_as_all_at_once(free, queue):
    one_by_one, left = [], list(queue)
    for _ in range(free):
        gets = share(1, left).gets
        one_by_one += gets
        left = [one for one in left if one[0] not in gets]
    assert one_by_one == share(free, queue).gets


@given(st.integers(0, 500), st.none() | st.integers(-100, 30_000))
def test_an_offer_stands_for_its_hours_and_never_beyond_its_end(hours, minutes):
    over = None if minutes is None else NOW + timedelta(minutes=minutes)
    until = answer_until(NOW, hours, over)
    if hours == 0 or (over and over - NOW <= TOO_SOON):
        assert until is None
    else:
        assert until - NOW <= timedelta(hours=hours)
        assert over is None or until <= over
        assert until in (NOW + timedelta(hours=hours), over)


@given(st.integers(-10, 10))
def test_who_comes_last_stands_last_whatever_the_clocks_say(seconds):
    last = NOW + timedelta(seconds=seconds)
    assert behind(NOW, last) > last
    assert behind(NOW, last) >= NOW
    assert behind(NOW, None) == NOW
