"""The code turns: what it is made of, and when it counts."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from lms.attendance.hours import session_span
from lms.attendance.rules.check_in import (
    TURN,
    are_digits,
    code_of,
    codes_now,
    device_of,
    doors,
    is_token,
    seconds_left,
    to_the_minute,
    turn_of,
)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
later = st.timedeltas(timedelta(0), timedelta(minutes=5))
keys, uids = st.text(min_size=1), st.text("0123456789abcdef", min_size=32, max_size=32)


@given(keys, uids, moments, later)
def test_a_code_counts_in_its_turn_and_in_the_next_and_never_again(key, uid, now, after):
    shown, then = codes_now(key, uid, now)[0], now + after
    lives = turn_of(then) - turn_of(now) <= 1
    assert is_token(key, uid, shown.token, then) == lives
    assert not lives or are_digits(key, uid, shown.digits, then)


@given(keys, uids, moments)
def test_whoever_reads_it_has_half_a_minute_and_at_most_a_minute(key, uid, now):
    token = codes_now(key, uid, now)[0].token
    assert 1 <= seconds_left(now) <= TURN
    assert is_token(key, uid, token, now + timedelta(seconds=TURN))
    assert not is_token(key, uid, token, now + timedelta(seconds=2 * TURN))
    last = timedelta(seconds=seconds_left(now) - 1, microseconds=-now.microsecond)
    assert turn_of(now + last) == turn_of(now)


@given(keys, keys, uids, uids, moments)
def test_it_belongs_to_one_installation_and_one_session(key, other_key, uid, other, now):
    assume(key != other_key and uid != other)
    token = codes_now(key, uid, now)[0].token
    assert not is_token(other_key, uid, token, now)
    assert not is_token(key, other, token, now)


@given(keys, uids, st.integers(0, 2**40))
def test_the_numbers_are_six_and_the_token_fits_an_address(key, uid, turn):
    code = code_of(key, uid, turn)
    assert (len(code.digits), code.digits.isdecimal(), code.digits.isascii()) == (6, True, True)
    assert (len(code.token), code.token.isalnum(), code.token.islower()) == (16, True, True)


@given(st.text(), uids, moments)
def test_nothing_that_is_typed_breaks_it(typed, uid, now):
    assert not is_token("key", uid, typed, now)
    assert len(device_of("key", typed)) == 64


@given(moments)
def test_a_minute_is_cut_never_rounded(now):
    minute = to_the_minute(now)
    assert timedelta(0) <= now - minute < timedelta(minutes=1)
    assert minute.second == minute.microsecond == 0


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.times(),
    st.integers(1, 13),
    st.integers(0, 600),
    st.sampled_from(["Europe/Ljubljana", "Asia/Kolkata", "America/New_York", "Asia/Kathmandu"]),
)
def test_the_door_opens_before_the_start_but_never_before_the_day(day, starts, long, minutes, zone):
    starts = starts.replace(minute=starts.minute, second=0, microsecond=0)
    ends = time((starts.hour + long) % 24, starts.minute)
    try:
        span = session_span(day, starts, ends, zone)
    except ValueError:
        assume(False)
    opens, closes = doors(span, day, zone, minutes)
    assert opens <= span.start
    assert closes == span.end
    assert span.start - opens <= 60 * minutes
    midnight = doors(span, day, zone, 10**6).start
    assert opens == max(midnight, span.start - 60 * minutes)
