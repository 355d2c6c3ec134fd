"""Groups of conditions: all of them, or one that is enough."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.completion.facts import PersonFact
from lms.completion.outcome import Outlook
from lms.completion.timetable import Plan
from lms.courses import tree
from lms.courses.policy import parse
from tests.completion.base import attends, base_sessions, day, person, plan, stands
from tests.completion.test_properties import days, people, plans, rows

EXIT = "slovene/08-together/exit-test"
SAFE = "digital/02-safe-online"
HELLO = "slovene/01-hello"
RANKS = list(Outlook)


def asks(*conditions, held=16, **policy):
    """The base programme without any threshold of its own, and these conditions, all of them."""
    given = {"threshold": 0, "conditions": {"all": list(conditions)}} | policy
    return plan(base_sessions(held), **given)


ENOUGH = {"any": [{"hours": "80%"}, {"assessment": EXIT}, {"portfolio": True}]}
IN_SLOVENE = {"course": {"course": "slovene", "threshold": "70%"}}


def test_one_of_several_is_enough():
    asked = asks(ENOUGH)
    little = attends(asked, 1)
    assert stands(asked, little).standing is Outlook.ON_TRACK  # the test can still be passed
    for met in ({"passed": {EXIT}}, {"portfolio_accepted": True}):
        found = stands(asked, replace(little, **met))
        assert (found.standing, found.reasons, found.needs_minutes) == (Outlook.COMPLETE, (), 0)
    much = stands(asked, attends(asked, *range(1, 15)))
    assert (much.standing, much.reasons) == (Outlook.COMPLETE, ())


def test_the_reason_of_an_unmet_choice_names_what_each_part_needs():
    asked = asks({"any": [{"all": [{"hours": "80%"}, IN_SLOVENE]}, {"module": SAFE}]})
    found = stands(asked, attends(asked, *range(1, 15, 2)))  # digital alone: 1260 minutes
    assert found.reasons == (
        {
            "code": "any_of",
            "of": [
                [
                    {"code": "hours_short", "minutes": 900, "units": "20"},
                    {"code": "course_short", "course": "slovene", "minutes": 945, "units": "21"},
                ],
                [{"code": "module_open", "module": SAFE}],
            ],
        },
    )
    assert found.needs_minutes == 0  # for the module no hour is needed


def test_what_is_asked_of_everyone_is_said_like_the_keys_of_the_policy():
    found = stands(asked := asks(IN_SLOVENE, {"module": SAFE}, {"assessment": EXIT}), person())
    assert [reason["code"] for reason in found.reasons] == [
        "course_short",
        "module_open",
        "assessment_open",
    ]
    assert [(c.course, c.threshold_minutes) for c in found.courses] == [
        ("digital", 0),
        ("slovene", 945),
    ]
    assert stands(asked, person()).threshold_minutes == 0


def test_a_group_stands_like_the_best_of_its_parts_and_all_like_the_worst():
    """Ten sessions of 180 held; 900 minutes to come (W9): 720 attended cannot reach 80 %."""
    few = range(1, 5)
    alone = asks({"hours": "80%"}, held=10, make_up_cap="10%")
    assert stands(alone, attends(alone, *few), on=day(11)).standing is Outlook.CANNOT
    choice = asks(ENOUGH, held=10, make_up_cap="10%")
    assert stands(choice, attends(choice, *few), on=day(11)).standing is Outlook.ON_TRACK
    both = asks({"hours": "80%"}, {"portfolio": True}, held=10, make_up_cap="10%")
    assert stands(both, attends(both, *few), on=day(11)).standing is Outlook.CANNOT


def test_needs_are_those_of_the_way_that_needs_least_and_can_be_reached():
    """80 % of all, or 60 % of all and 70 % of Slovene."""
    less = {"all": [{"hours": "60%"}, IN_SLOVENE]}
    asked = asks({"any": [{"hours": "80%"}, less]})
    some = attends(asked, 1, 2, 3, 4, 5, 6, 7, 8, 9)  # 1620: 5 of digital, 4 of Slovene (720)
    found = stands(asked, some)
    assert found.total_minutes == 1620
    assert found.needs_minutes == min(2160 - 1620, max(1620 - 1620, 945 - 720))
    assert found.threshold_minutes == 1620


def test_a_minute_in_a_course_is_one_of_the_programme_too():
    """Beside 80 % of all, one of the courses at 70 %: the shortages are not added."""
    either = {"any": [IN_SLOVENE, {"course": {"course": "digital", "threshold": "70%"}}]}
    asked = asks(either, threshold="80%")
    found = stands(asked, attends(asked, 1, 2, 3, 4))  # 720
    assert found.needs_minutes == 1440
    one = asks(IN_SLOVENE, {"course": {"course": "digital", "threshold": "70%"}})
    assert stands(one, attends(one, 1, 2, 3, 4)).needs_minutes == 2 * (945 - 360)


def test_hours_in_a_course_that_the_programme_does_not_have_are_met_by_nobody():
    strange = {"course": {"course": "cooking", "threshold": "50%"}}
    found = stands(asked := asks(strange), attends(asked, *range(1, 17)))
    assert found.standing is Outlook.CANNOT
    assert found.reasons == (
        {"code": "course_short", "course": "cooking", "minutes": 0, "units": "0"},
    )
    either = asks({"any": [strange, {"hours": "50%"}]}, make_up_cap=0)
    assert stands(either, attends(either, *range(1, 17))).standing is Outlook.COMPLETE
    assert stands(either, attends(either, 1)).standing is Outlook.CANNOT
    none = asks({"course": {"course": "cooking", "threshold": 0}})
    assert stands(none, person()).standing is Outlook.COMPLETE


def test_a_module_by_attendance_that_nobody_teaches_any_more_leaves_the_other_part():
    asked = {"threshold": 0, "attendance_modules": {SAFE}, "sessions": base_sessions()}
    gone = plan(**asked, conditions={"module": SAFE})
    assert stands(gone, person()).standing is Outlook.CANNOT
    other = plan(**asked, conditions={"any": [{"module": SAFE}, {"portfolio": True}]})
    found = stands(other, person())
    assert (found.standing, found.needs_minutes) == (Outlook.ON_TRACK, 0)
    assert stands(other, person(portfolio_accepted=True)).standing is Outlook.COMPLETE


def test_evidence_may_be_one_of_the_parts():
    asked = asks({"any": [{"evidence": True}, {"portfolio": True}]})
    open_one = stands(asked, person(evidence_gaps=2))
    assert open_one.reasons[0]["of"] == [
        [{"code": "evidence_gap", "gaps": 2}],
        [{"code": "portfolio_open"}],
    ]
    assert stands(asked, person(evidence_gaps=2, portfolio_accepted=True)).reasons == ()
    assert stands(asked, person()).standing is Outlook.COMPLETE


def test_the_exit_assessment_of_the_policy_may_be_named_in_a_group_as_well():
    asked = asks({"any": [{"assessment": EXIT}, {"module": SAFE}]}, exit_assessment=EXIT)
    assert stands(asked, person(exit_passed=True)).standing is Outlook.COMPLETE
    both = stands(asked, person())
    assert [reason["code"] for reason in both.reasons] == ["assessment_open", "any_of"]


def test_of_what_is_delivered_a_choice_of_hours_is_open_until_the_last_session():
    asked = asks({"any": [{"hours": "50%"}, {"portfolio": True}]}, held=15, denominator="delivered")
    found = stands(asked, attends(asked, *range(1, 16)), on=day(16))
    assert (found.standing, found.reasons, found.needs_minutes) == (Outlook.ON_TRACK, (), 0)


@pytest.mark.parametrize("denominator", ["programme", "delivered", "excluded", "credited"])
def test_in_every_way_of_counting_hours_as_a_condition_are_those_of_the_policy(denominator):
    key = plan(denominator=denominator, threshold="4/5")
    condition = plan(denominator=denominator, threshold=0, conditions={"hours": "80%"})
    someone = attends(key, *range(1, 12), excused={12})
    assert stands(condition, someone) == stands(key, someone)


# Whatever the tree

LEAVES = [
    *({"hours": share} for share in ("1/3", "2/3", "4/5")),
    *(
        {"course": {"course": course, "threshold": share}}
        for course in ("digital", "slovene", "cooking")
        for share in ("1/2", "7/10")
    ),
    {"module": "digital/1"},
    {"module": "digital/2"},
    {"assessment": EXIT},
    {"portfolio": True},
    {"evidence": True},
]
trees = st.recursive(
    st.sampled_from(LEAVES),
    lambda some: st.builds(
        lambda kind, of: {kind: of},
        st.sampled_from(["all", "any"]),
        st.lists(some, min_size=1, max_size=3),
    ),
    max_leaves=7,
)
done = st.fixed_dictionaries(
    {
        "modules_done": st.sampled_from([frozenset(), frozenset({"digital/1"})]),
        "passed": st.sampled_from([frozenset(), frozenset({EXIT})]),
        "portfolio_accepted": st.booleans(),
        "evidence_gaps": st.integers(0, 1),
    }
)


def with_(programme: Plan, conditions, **policy) -> Plan:
    """The same plan with these conditions; digital/2 is a module by attendance."""
    rules = replace(programme.programme.policy, conditions=conditions, **policy)
    fact = replace(programme.programme, policy=rules, attendance_modules=frozenset({"digital/2"}))
    return Plan(fact, programme.sessions)


def as_tree(mapping):
    return parse({"conditions": mapping}).conditions


@settings(deadline=None, max_examples=200)
@given(plans, people, done, days, trees)
def test_a_tree_stands_like_the_best_of_its_ways(programme, someone, outcomes, on, mapping):
    someone, wanted = replace(someone, **outcomes), as_tree(mapping)
    if tree.Evidence() in tree.leaves(wanted):
        base = with_(programme, wanted)
    else:  # then it is told of no gaps
        someone, base = replace(someone, evidence_gaps=0), with_(programme, wanted)
    found = stands(base, someone, on)
    every = [
        stands(with_(programme, tree.All(way)), gaps_of(someone, way), on)
        for way in tree.ways(wanted)
    ]
    assert found.standing == min((one.standing for one in every), key=RANKS.index)
    possible = [one for one in every if one.standing != "cannot"] or every
    if found.standing != "cannot":
        assert found.needs_minutes == min(one.needs_minutes for one in possible)
        alike = [one for one in every if one.standing == found.standing]
        assert found.short_minutes in {one.short_minutes for one in alike}
    assert bool(found.reasons) == all(one.reasons for one in every)
    assert (found.lines, found.ratio) == (every[0].lines, every[0].ratio)


def gaps_of(someone: PersonFact, way) -> PersonFact:
    return someone if tree.Evidence() in way else replace(someone, evidence_gaps=0)


@settings(deadline=None, max_examples=100)
@given(plans, people, done, days, st.fractions(0, 1, max_denominator=12), st.booleans())
def test_conditions_for_everyone_are_the_same_as_the_keys(
    programme, someone, outcomes, on, share, portfolio
):
    """Every key of the policy that asks something, written as conditions instead."""
    someone, rules = replace(someone, **outcomes), programme.programme.policy
    rules = replace(
        rules, threshold=share, exit_assessment=EXIT, portfolio=portfolio, evidence=True,
        mandatory_modules=("digital/1", "digital/2"),
    )  # fmt: skip
    keys = with_(replace_policy(programme, rules), None)
    asked: list[tree.Condition] = [tree.Hours(share)]
    asked += [tree.CourseHours(course, rules.course_threshold) for course in ("digital", "slovene")]
    asked += [tree.Module("digital/1"), tree.Module("digital/2"), tree.Assessment(EXIT)]
    asked += [tree.PortfolioAccepted()] if portfolio else []
    bare = with_(
        programme, tree.All((*asked, tree.Evidence())), threshold=Fraction(0),
        course_threshold=Fraction(0),
    )  # fmt: skip
    assert stands(bare, someone, on) == stands(keys, someone, on)


def replace_policy(programme: Plan, rules) -> Plan:
    return Plan(replace(programme.programme, policy=rules), programme.sessions)


@settings(deadline=None, max_examples=100)
@given(plans, people, done, days, trees, rows)
def test_more_presence_never_makes_a_standing_worse(
    programme, someone, outcomes, on, mapping, more
):
    """Of hours that are counted against the programme; what is excused and then attended, or
    delivered to others, has its own arithmetic. Sessions are online: nothing is in conflict."""
    rules = replace(programme.programme.policy, denominator="programme", make_up_cap=Fraction(0))
    asked = with_(replace_policy(programme, rules), as_tree(mapping))
    someone = replace(someone, **outcomes)
    longer = replace(someone, presences=[*someone.presences, more])
    before, after = stands(asked, someone, on), stands(asked, longer, on)
    assert RANKS.index(after.standing) <= RANKS.index(before.standing)
    if before.standing != "cannot":
        assert after.needs_minutes <= before.needs_minutes


@settings(deadline=None, max_examples=100)
@given(plans, people, done, days, trees, trees)
def test_another_part_never_harms_a_choice_and_never_helps_all(
    programme, someone, outcomes, on, first, second
):
    someone = replace(someone, **outcomes)
    one, either, both = (
        RANKS.index(stands(with_(programme, as_tree(mapping)), someone, on).standing)
        for mapping in (first, {"any": [first, second]}, {"all": [first, second]})
    )
    assert either <= one <= both


def test_the_ways_to_meet_a_tree():
    wanted = as_tree({"all": [{"module": SAFE}, {"any": [{"module": HELLO}, ENOUGH]}]})
    ways = list(tree.ways(wanted))
    assert len(ways) == tree.how_many_ways(wanted) == 4
    assert ways[0] == (tree.Module(SAFE), tree.Module(HELLO))
    assert tree.parted(wanted)[0] == (tree.Module(SAFE),)
    assert list(tree.ways(None)) == [()]


@given(trees)
def test_there_are_as_many_ways_as_are_counted_and_what_is_fixed_is_in_each(mapping):
    wanted = as_tree(mapping)
    ways = list(tree.ways(wanted))
    assert len(ways) == tree.how_many_ways(wanted)
    fixed, choices = tree.parted(wanted)
    assert all(set(fixed) <= set(way) for way in ways)
    assert bool(choices) == (len(ways) > 1)
