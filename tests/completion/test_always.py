"""What always holds, whatever the registers say: rules 7, 9, 10, 11 and 13 (1 to 6 are in
test_properties.py). Two groups meet on the same days, at times that overlap."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.completion.facts import Membership, PersonFact, PresenceFact
from lms.completion.outcome import Mark
from lms.completion.timetable import Plan
from lms.courses.policy import as_dict, parse
from tests.completion.base import day, plan, session, stands

KEYS = [f"{group}{number}" for number in range(1, 6) for group in "AB"]
STATUSES = ["held", "held", "held", "planned", "cancelled", "moved"]
TIMES = ["17:00-20:15", "18:45-22:00", "20:15-23:30"]

timetables = st.tuples(
    *(
        st.builds(
            lambda key, times, mode, status, module: session(
                key,
                int(key[1]),
                group=key[0],
                times=times,
                pause=None,
                mode=mode,
                status=status,
                module=module,
                course="digital",
            ),
            st.just(key),
            st.sampled_from(TIMES),
            st.sampled_from(["onsite", "onsite", "online", "hybrid"]),
            st.sampled_from(STATUSES),
            st.sampled_from([None, "digital/01-start"]),
        )
        for key in KEYS
    )
)
stays = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(-60, 200), st.integers(1, 240)), max_size=12
)
places = st.tuples(st.integers(1, 6), st.integers(0, 4))
shares = st.fractions(0, 1, max_denominator=12)
policies = st.fixed_dictionaries(
    {
        "threshold": shares.map(str),
        "course_threshold": shares.map(str),
        "denominator": st.sampled_from(["programme", "delivered", "excluded", "credited"]),
        "excused_cap": shares.map(str),
        "make_up_cap": shares.map(str),
        "minimum_share": st.sampled_from(["0", "1/4"]),
        "grace_minutes": st.integers(0, 10),
    }
)
days = st.integers(1, 7).map(day)
absences = st.dictionaries(st.sampled_from(KEYS), st.booleans(), max_size=6)
make_ups = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 240)), max_size=4)


def somebody(sessions, came, absent=None, made_up=(), place=(1, 6)):
    """A member of group A from the nth day on, for so many days; a guest in B."""
    spans = {one.key: one.span for one in sessions}
    presences = [
        PresenceFact(key, spans[key].start + start * 60, spans[key].start + (start + length) * 60)
        for key, start, length in came
    ]
    first, length = place
    mine = (Membership("A", day(first), day(first + length)),)
    return PersonFact(mine, presences, absent or {}, make_ups=list(made_up))


def without(someone, keys):
    """The same person, of whom these sessions say nothing."""
    return replace(
        someone,
        presences=[row for row in someone.presences if row.session not in keys],
        absences={key: excused for key, excused in someone.absences.items() if key not in keys},
        make_ups=[row for row in someone.make_ups if row[0] not in keys],
    )


def said(result):
    """A standing without what was approved: that is kept and shown, whatever it is worth."""
    return result._replace(lines=tuple(row._replace(approved_minutes=0) for row in result.lines))


@settings(max_examples=40, deadline=None)
@given(timetables, stays, policies, days)
def test_rule_7_rows_at_two_places_at_once_are_shown_and_worth_nothing(sessions, came, asks, on):
    programme, someone = plan(sessions, **asks), somebody(sessions, came)
    held = {s.key: s for s in sessions if s.status == "held" and s.day <= on}
    there = [row for row in someone.presences if row.session in held]
    onsite = [row for row in there if held[row.session].mode == "onsite"]
    clash = {
        (one, other.session)
        for one in onsite
        for other in onsite
        if one.session != other.session and one.start < other.end and other.start < one.end
    }
    result = stands(programme, someone, on)
    shown = {(row.session, other) for row in result.lines for other in row.conflicts}
    assert shown == {(row.session, other) for row, other in clash}
    assert all((row.mark is Mark.CONFLICT) == bool(row.conflicts) for row in result.lines)
    good = [row for row in someone.presences if row not in {row for row, _other in clash}]
    left = stands(programme, replace(someone, presences=good), on)
    assert result.attended_minutes == left.attended_minutes
    assert result.credited_minutes == left.credited_minutes


@settings(max_examples=40, deadline=None)
@given(timetables, stays, absences, make_ups, policies, days)
def test_rule_9_what_is_said_of_a_session_that_was_not_held_changes_nothing(
    sessions, came, absent, made_up, asks, on
):
    programme, someone = plan(sessions, **asks), somebody(sessions, came, absent, made_up)
    not_held = {s.key for s in sessions if s.status != "held" or s.day > on}
    result = said(stands(programme, someone, on))
    assert result == said(stands(programme, without(someone, not_held), on))
    fell_out = {"cancelled", "moved"}
    taught = [s for s in sessions if s.status not in fell_out]
    fewer = said(stands(Plan(programme.programme, taught), without(someone, not_held), on))
    kept = tuple(row for row in result.lines if row.mark not in fell_out)
    assert result._replace(lines=kept) == fewer


@settings(max_examples=40, deadline=None)
@given(timetables, stays, absences, make_ups, policies, days)
def test_rule_10_of_a_session_that_nobody_marked_nothing_is_missed_excused_or_made_up(
    sessions, came, absent, made_up, asks, on
):
    programme, someone = plan(sessions, **asks), somebody(sessions, came, absent, made_up)
    marked = {row.session for row in someone.presences} | set(absent)
    result = stands(programme, someone, on)
    held = [s for s in sessions if s.group == "A" and s.status == "held" and s.day <= on]
    by_key = {row.session: row for row in result.lines}
    for one in held:
        assert (by_key[one.key].mark is Mark.UNMARKED) == (one.key not in marked)
    for row in result.lines:
        if row.mark is Mark.UNMARKED:
            assert (row.missed_minutes, row.excused_minutes, row.make_up_minutes) == (0, 0, 0)
    assert result.delivered_minutes == sum(one.net for one in held)


@settings(max_examples=40, deadline=None)
@given(timetables, stays, absences, make_ups, policies, places, days)
def test_rule_11_obligation_is_in_the_time_of_the_membership_and_hours_are_of_any_time(
    sessions, came, absent, made_up, asks, place, on
):
    programme = plan(sessions, **asks)
    someone = somebody(sessions, came, absent, made_up, place)
    (mine,) = someone.memberships
    due = [s for s in sessions if s.group == "A" and mine.covers(s.day)]
    result = stands(programme, someone, on)
    held = [s.net for s in due if s.status == "held" and s.day <= on]
    coming = [s.net for s in due if s.day > on and s.status in {"held", "planned"}]
    coming += [s.net for s in due if s.day == on and s.status == "planned"]
    assert (result.delivered_minutes, result.to_come_minutes) == (sum(held), sum(coming))
    for row in result.lines:
        if row.session not in {s.key for s in due}:
            assert (row.guest, row.missed_minutes, row.make_up_minutes) == (True, 0, 0)
    always = stands(programme, somebody(sessions, came, absent, made_up), on)
    assert result.attended_minutes == always.attended_minutes
    assert result.credited_minutes == always.credited_minutes


@settings(max_examples=40, deadline=None)
@given(timetables, stays, absences, make_ups, policies, days)
def test_rule_13_the_stored_policy_gives_every_number_again(
    sessions, came, absent, made_up, asks, on
):
    someone = somebody(sessions, came, absent, made_up)
    first, again = plan(sessions, **asks), plan(sessions, **as_dict(parse(asks)))
    assert stands(again, someone, on) == stands(first, someone, on)
