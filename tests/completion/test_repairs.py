"""Sessions attended instead of others: the gap is closed, and the same minute counts once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.completion.facts import Membership, PresenceFact
from lms.completion.repairs import repaired, repairs
from tests.completion.base import LAST, full, line, person, plan, session, stands

ALL = {"make_up_cap": 1}  # a cap that never binds


def module(group, number, on=None, of="digital/1", **facts):
    """The nth session of a module in a group: 180 net minutes; B's are a day after A's."""
    return session(
        f"{group}{number}", 2 * number + "ABC".index(group) if on is None else on,
        group=group, module=of, mode="online", **facts,
    )  # fmt: skip


A1, A2, A3 = (module("A", number) for number in (1, 2, 3))
B1, B2, B3 = (module("B", number) for number in (1, 2, 3))
C1, C2, C3 = (module("C", number) for number in (1, 2, 3))
X1 = session("X1", 11, group="B", mode="online")  # an extra date without a module
Y1, Y2 = (module("B", number, number * 2, of="digital/2") for number in (6, 7))
AY = module("A", 8, of="digital/2")
SESSIONS = [A1, A2, A3, B1, B2, B3, C1, C2, C3, X1, Y1, Y2, AY]


def came(one, minutes):
    """There from the start on, for so many minutes (at most the 90 before the break)."""
    return PresenceFact(one.key, one.span.start, one.span.start + minutes * 60)


def total(presences, instead=(), *, absent=("A1", "A2", "A3"), sessions=SESSIONS, **policy):
    """T of somebody who is in group A."""
    programme = plan(sessions, **ALL | policy)
    there = {row.session for row in presences}
    someone = person(presences, absent=set(absent) - there, instead=instead)
    return stands(programme, repaired(programme, someone, LAST)).total_minutes


def test_equal_sums_what_rule_6_leaves_out_is_made_up():
    """One of two sessions of a module attended in each group: rule 6 credits one of them."""
    presences = full(A2, B1)
    assert total(presences) == 180
    assert total(presences, [("A1", "B1")]) == 360


def test_where_rule_6_credits_the_other_group_nothing_is_made_up_beside_it():
    programme = plan(SESSIONS, **ALL)
    someone = person(full(B1), absent=["A1"], instead=[("A1", "B1")])
    assert repairs(programme, someone, LAST) == [("A1", 0)]
    assert total(full(B1), [("A1", "B1")], absent=["A1"]) == 180


def test_the_order_of_what_is_attended_does_not_matter():
    """B first: rule 6 credits it; A2 later makes the sums equal, and the gap stays closed."""
    assert total(full(B1), [("A1", "B1")]) == 180
    assert total(full(B1, A2), [("A1", "B1")]) == 360
    assert total(full(B1, A2, B2), [("A1", "B1")]) == 360


def test_a_stored_row_would_count_the_same_minutes_twice():
    """Why it is read each time: 100 minutes in B for A1, then 100 more in B, of what was attended
    in A. The module has come to 280 minutes; with a row of 100 that stays it comes to 300."""
    presences = [*full(A2), *(PresenceFact(one.key, one.span.start, one.span.start + 115 * 60)
                              for one in (B1, B2))]  # fmt: skip
    programme = plan(SESSIONS, **ALL)
    stored = person(presences, absent=["A1", "A3"], make_ups=[("A1", 100)])
    assert stands(programme, stored).total_minutes == 300
    assert total(presences, [("A1", "B1")]) == 280


def test_an_extra_date_without_a_module_counts_by_itself_and_makes_up_nothing():
    assert total(full(X1)) == total(full(X1), [("A1", "X1")]) == 180


def test_an_extra_date_with_another_module_counts_by_itself_once():
    assert total(full(Y1)) == total(full(Y1), [("A1", "B6")]) == 180
    assert total(full(Y1, AY), [("A1", "B6")]) == 180


def test_a_session_that_does_not_count_in_the_programme_is_make_up_altogether():
    far = session("Z1", 12, group="Z", course="housing", module="housing/1", mode="online")
    sessions = [*SESSIONS, far]
    assert total(full(far), sessions=sessions) == 0
    assert total(full(far), [("A1", "Z1")], sessions=sessions) == 180


def test_a_session_elsewhere_repairs_one_absence_after_the_other_each_minute_once():
    late = [came(A1, 90), *full(B1)]
    assert total([*late, *full(A3)], [("A1", "B1"), ("A2", "B1")]) == 90 + 180 + 180


def test_what_one_is_due_at_oneself_is_no_make_up():
    both = (Membership("A", A1.day), Membership("B", A1.day))
    programme = plan(SESSIONS, **ALL)
    someone = person(full(A2, B1), absent=["A1"], instead=[("A1", "B1")], memberships=both)
    assert repairs(programme, someone, LAST) == []


def test_guests_miss_nothing_and_unmarked_is_not_absent():
    programme = plan(SESSIONS, **ALL)
    someone = person(full(B1, A2), absent=["C1"], instead=[("C1", "B1"), ("A1", "B1")])
    assert repairs(programme, someone, LAST) == []


def test_it_counts_from_the_day_on_which_it_was_attended():
    programme = plan(SESSIONS, **ALL)
    someone = person(full(B3, A2), absent=["A1"], instead=[("A1", "B3")])
    assert repairs(programme, someone, A3.day) == []
    assert repairs(programme, someone, B3.day) == [("A1", 180)]


def test_the_cap_of_the_policy_binds_it_as_it_binds_a_task():
    assert total(full(A2, B1), [("A1", "B1")], make_up_cap="3%") == 180 + 81


def test_the_line_says_absent_and_made_up_never_present():
    programme = plan(SESSIONS, **ALL)
    someone = person(full(A2, B1), absent=["A1"], instead=[("A1", "B1")])
    row = line(stands(programme, repaired(programme, someone, LAST)), "A1")
    assert (row.mark, row.attended_minutes, row.make_up_minutes) == ("absent", 0, 180)


minutes = st.integers(0, 90)
attended = st.fixed_dictionaries(
    {one.key: minutes for one in (A1, A2, A3, B1, B2, B3, C1, C2, X1, Y1, Y2, AY)}
)
links = st.dictionaries(  # the session attended instead -> the one that was missed
    st.sampled_from(["B1", "B2", "B3", "C1", "C2", "X1", "B6", "B7"]),
    st.sampled_from(["A1", "A2", "A3", "A8"]),
    max_size=6,
).map(lambda found: [(missed, there) for there, missed in found.items()])
MODULE = {"A1", "A2", "A3", "B1", "B2", "B3"}
BY_KEY = {one.key: one for one in SESSIONS}


def presences_of(there):
    return [came(BY_KEY[key], spent) for key, spent in there.items() if spent]


def counted(there, instead):
    return total(presences_of(there), instead, absent=("A1", "A2", "A3", "A8"))


@settings(deadline=None)
@given(attended, links)
def test_no_minute_of_presence_is_ever_counted_twice(there, instead):
    """As many minutes are counted as were spent, at most; and an offer takes nothing away."""
    assert counted(there, []) <= counted(there, instead) <= sum(there.values())


@settings(deadline=None)
@given(attended, links, st.sampled_from(["A1", "A2", "B1", "B2", "C1", "X1", "B6", "A8"]), minutes)
def test_more_presence_anywhere_never_lowers_what_is_counted(there, instead, key, more):
    longer = there | {key: max(there[key], more)}
    assert counted(there, instead) <= counted(longer, instead)


@settings(deadline=None)
@given(attended, st.dictionaries(st.sampled_from(["B1", "B2", "B3"]),
                                 st.sampled_from(["A1", "A2", "A3"])))  # fmt: skip
def test_an_offer_that_was_attended_always_closes_its_gap(there, found):
    """A module in two groups comes to what was attended here, and there instead; or to what was
    attended there, where that is more."""
    there = {key: spent for key, spent in there.items() if key in MODULE}
    need = {one.key: one.net - there[one.key] for one in (A1, A2, A3)}
    stands_for = 0
    for missed in need:
        here = sum(there[key] for key, which in found.items() if which == missed)
        stands_for += min(here, need[missed])
    own = sum(there[one.key] for one in (A1, A2, A3))
    other = sum(there[one.key] for one in (B1, B2, B3))
    instead = [(missed, key) for key, missed in found.items()]
    assert counted(there, instead) == max(own + stands_for, other)


@settings(deadline=None)
@given(attended, links, st.integers(0, 270))
def test_all_make_up_together_stays_under_the_cap(there, instead, cap):
    programme = plan(SESSIONS, make_up_cap=f"{cap}/2700")
    someone = person(presences_of(there), absent=["A1", "A2", "A3", "A8"], instead=instead)
    result = stands(programme, repaired(programme, someone, LAST))
    assert result.make_up_minutes <= cap
    assert result.credited_minutes == stands(programme, someone).credited_minutes
