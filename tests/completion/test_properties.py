"""What always holds, whatever the registers say: rules 1 to 6, and that presence never harms."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.completion.facts import Membership, PersonFact, PresenceFact
from lms.completion.timetable import Plan
from tests.completion.base import LAST, day, plan, session, stands

LONG = 90 * 60  # a session of ninety minutes, from second 0 on

moments = st.integers(-1200, LONG + 1200)
spans = st.tuples(moments, moments).map(sorted).map(tuple).filter(lambda pair: pair[0] < pair[1])
presences = st.lists(spans, max_size=5)
breaks = st.lists(
    st.tuples(st.integers(0, 89), st.integers(1, 20)).map(
        lambda pause: (pause[0] * 60, min(LONG, (pause[0] + pause[1]) * 60))
    ),
    max_size=3,
)
graces = st.integers(0, 15)
shares = st.fractions(0, 1, max_denominator=12)


def inside(pairs):
    """The seconds in some intervals, one by one."""
    return {second for start, end in pairs for second in range(start, end)}


def counted_by_hand(there, pauses, grace_in, grace_out, share):
    """Settled point 4, second by second."""
    taught = set(range(LONG)) - inside(pauses)
    seconds = inside(there) & taught
    begins = [s for s in seconds if s - 1 not in seconds and s <= grace_in * 60]
    leaves = [s + 1 for s in seconds if s + 1 not in seconds and s + 1 >= LONG - grace_out * 60]
    filled = seconds | set(range(0, max(begins, default=0)))
    filled |= set(range(min(leaves, default=LONG), LONG))
    raw = len(filled & taught) // 60
    return 0 if raw < share * (len(taught) // 60) else raw


def credited(there, pauses, grace_in=0, grace_out=0, share=Fraction(0)):
    span = Interval(0, LONG)
    return hours.credited(
        there,
        span,
        hours.less(span, pauses),
        grace_in=grace_in,
        grace_out=grace_out,
        minimum_share=share,
    )


@settings(max_examples=60, deadline=None)
@given(presences, breaks, graces, graces, shares)
def test_minutes_of_a_session_are_those_counted_second_by_second(there, pauses, g, g_out, share):
    by_hand = counted_by_hand(there, pauses, g, g_out, share)
    assert credited(there, pauses, g, g_out, share) == by_hand


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_rule_1_display_never_shows_more_than_there_is(part, whole):
    ratio = Fraction(part, whole)
    shown = hours.percent(ratio)
    assert Fraction(shown) <= ratio * 100 < Fraction(shown) + Fraction(1, 100)


@settings(deadline=None)
@given(presences, spans, breaks, graces, graces, shares, st.randoms(use_true_random=False))
def test_rule_2_presence_never_lowers_and_order_never_matters(
    there, more, pauses, g, g_out, share, random
):
    policy = (pauses, g, g_out, share)
    minutes = credited(there, *policy)
    assert 0 <= minutes <= credited([(0, LONG)], pauses)
    assert minutes <= credited([*there, more], *policy)
    shuffled = there * 2
    random.shuffle(shuffled)
    assert credited(shuffled, *policy) == minutes


@settings(deadline=None)
@given(breaks)
def test_rule_3_net_minutes_are_the_length_less_the_breaks(pauses):
    assert (
        hours.minutes(hours.less(Interval(0, LONG), pauses)) == (LONG - len(inside(pauses))) // 60
    )


# A whole programme: sessions of two groups, modules shared between them

SESSIONS = [
    session(
        f"{group}{number}",
        2 * number + (group == "B"),
        group=group,
        course="digital" if number % 2 else "slovene",
        module=f"digital/{number // 3}" if number % 2 and number < 8 else None,
        mode="online",
        status="planned" if number > 8 else "held",
    )
    for group in "AB"
    for number in range(1, 11)
]
KEYS = [s.key for s in SESSIONS]
BY_KEY = {s.key: s for s in SESSIONS}

rows = st.builds(
    lambda key, start, length: PresenceFact(
        key, BY_KEY[key].span.start + start * 60, BY_KEY[key].span.start + (start + length) * 60
    ),
    st.sampled_from(KEYS),
    st.integers(-30, 180),
    st.integers(1, 240),
)
people = st.builds(
    PersonFact,
    memberships=st.sampled_from(
        [
            (Membership("A", day(1)),),
            (Membership("A", day(1), day(7)), Membership("B", day(8))),
            (Membership("B", day(5)),),
        ]
    ),
    presences=st.lists(rows, max_size=20),
    absences=st.dictionaries(st.sampled_from(KEYS), st.booleans(), max_size=12),
    make_ups=st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 240)), max_size=8),
)
plans = st.builds(
    lambda **policy: plan(SESSIONS, **policy),
    threshold=shares,
    course_threshold=shares,
    denominator=st.sampled_from(["programme", "delivered", "excluded", "credited"]),
    excused_cap=shares,
    make_up_cap=shares,
    minimum_share=st.sampled_from([0, Fraction(1, 4)]),
    grace_minutes=st.integers(0, 10),
)
days = st.integers(1, 25).map(day)


@settings(deadline=None)
@given(plans, people, days)
def test_rule_2_no_session_credits_more_than_it_has(programme, someone, on):
    for row in stands(programme, someone, on).lines:
        assert 0 <= row.credited_minutes <= row.attended_minutes <= row.net_minutes
        assert row.credited_minutes + row.make_up_minutes <= row.net_minutes


@settings(deadline=None)
@given(plans, people, days)
def test_rule_4_hours_are_credited_and_made_up_and_nothing_else(programme, someone, on):
    result = stands(programme, someone, on)
    assert result.total_minutes == result.credited_minutes + result.make_up_minutes
    assert result.credited_minutes == sum(row.credited_minutes for row in result.lines)
    assert result.credited_minutes == sum(course.credited_minutes for course in result.courses)
    assert result.excused_minutes == sum(row.excused_minutes for row in result.lines)
    pardoned = PersonFact(
        someone.memberships,
        someone.presences,
        dict.fromkeys(someone.absences, True),
        someone.make_ups,
    )
    assert stands(programme, pardoned, on).total_minutes == result.total_minutes


@settings(deadline=None)
@given(plans, people, days)
def test_rule_5_make_up_stays_under_what_was_missed_and_under_the_cap(programme, someone, on):
    result = stands(programme, someone, on)
    for row in result.lines:
        assert row.make_up_minutes <= min(row.missed_minutes, row.approved_minutes)
        assert row.missed_minutes <= row.net_minutes - row.attended_minutes
    assert result.make_up_minutes == sum(row.make_up_minutes for row in result.lines)
    cap = programme.programme.policy.make_up_cap * result.required_minutes
    assert result.make_up_minutes + result.make_up_left <= cap


@settings(deadline=None)
@given(plans, people)
def test_rule_6_a_module_is_credited_from_one_group_only(programme, someone):
    result = stands(programme, someone)
    by_module = {}
    for row in result.lines:
        fact = BY_KEY[row.session]
        if fact.module:
            sums = by_module.setdefault(fact.module, {}).setdefault(fact.group, [0, 0])
            sums[0] += row.attended_minutes
            sums[1] += row.credited_minutes
    for groups in by_module.values():
        attended, credits = zip(*groups.values(), strict=True)
        assert sum(credits) == max(credits) == max(attended)


@settings(deadline=None)
@given(plans, people, rows)
def test_more_presence_never_lowers_credited_hours(programme, someone, more):
    longer = PersonFact(
        someone.memberships, [*someone.presences, more], someone.absences, someone.make_ups
    )
    before, after = stands(programme, someone), stands(programme, longer)
    assert after.attended_minutes >= before.attended_minutes
    assert after.credited_minutes >= before.credited_minutes


@settings(deadline=None)
@given(plans, people, days)
def test_the_order_of_rows_and_sessions_never_matters(programme, someone, on):
    turned = PersonFact(
        someone.memberships[::-1],
        someone.presences[::-1],
        dict(reversed(someone.absences.items())),
        someone.make_ups[::-1],
    )
    other = Plan(programme.programme, SESSIONS[::-1])
    assert stands(other, turned, on) == stands(programme, someone, on)


@settings(deadline=None)
@given(plans, people, days)
def test_what_is_needed_is_enough_and_the_standing_agrees_with_its_reasons(programme, someone, on):
    result = stands(programme, someone, on)
    assert result.best_minutes >= result.total_minutes
    if result.standing == "complete":
        assert (result.reasons, result.needs_minutes) == ((), 0)
    if result.standing == "cannot":
        assert result.reasons
    shortages = [reason["minutes"] for reason in result.reasons]
    assert (result.needs_minutes > 0) == any(shortages)
    assert stands(programme, someone, LAST).to_come_minutes == 0
