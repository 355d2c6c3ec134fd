"""Whether rules can be met with the sessions that a group has, before they are put into force."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.completion.prospects import out_of_reach
from tests.completion.base import base_sessions, plan

SHARES = st.fractions(0, 1, max_denominator=40)


def open_(sessions, *, modules=(), own_study=None, attendance_modules=(), **policy):
    programme = plan(sessions, attendance_modules=attendance_modules, **policy).programme
    return out_of_reach(programme, sessions, modules, own_study or {})


def minutes(reasons):
    return [(one["code"], one.get("minutes")) for one in reasons]


@pytest.mark.parametrize("held", [0, 7, 16])
@pytest.mark.parametrize("denominator", ["programme", "delivered", "excluded", "credited"])
def test_who_comes_to_every_session_has_all_of_the_base(held, denominator):
    rules = {"threshold": "100%", "course_threshold": "100%", "denominator": denominator}
    assert open_(base_sessions(held), **rules) == ()


def test_a_session_less_than_asked_is_said_with_its_minutes():
    sessions = base_sessions(0)[:-1]  # the last one, of 90 minutes of Slovene
    assert minutes(open_(sessions, threshold="100%")) == [("hours_short", 90)]
    assert minutes(open_(sessions, threshold="80%", course_threshold="100%")) == [
        ("course_short", 90)
    ]
    assert open_(sessions, threshold="29/30") == ()
    assert open_(sessions, threshold="100%", denominator="delivered") == ()


def test_sessions_that_fell_out_bring_nothing():
    sessions = [replace(one, status="cancelled") for one in base_sessions()[:3]]
    rest = base_sessions()[3:]
    assert minutes(open_([*sessions, *rest], threshold="100%")) == [("hours_short", 540)]


def test_a_group_without_sessions_is_still_to_be_planned():
    assert open_([], threshold="100%") == ()


def test_own_study_counts_as_far_as_the_rules_let_it():
    sessions, modules = base_sessions(0)[:-1], ["slovene/own"]
    own = {"slovene/own": 60}
    some = {"threshold": "100%", "modules": modules, "own_study": own}
    assert minutes(open_(sessions, **some, self_paced_cap="50%")) == [("hours_short", 30)]
    assert minutes(open_(sessions, **some, self_paced_cap="1/90")) == [("hours_short", 60)]


def test_a_module_that_only_a_session_does_needs_one():
    asked = {"mandatory_modules": ["digital/phone"], "attendance_modules": ["digital/phone"]}
    assert minutes(open_(base_sessions(), **asked)) == [("module_open", None)]
    first, *rest = base_sessions()
    assert open_([replace(first, module="digital/phone"), *rest], **asked) == ()
    assert minutes(open_(base_sessions(), mandatory_modules=["digital/gone"])) == [
        ("module_open", None)
    ]


def test_tests_the_portfolio_and_proof_are_in_everybodys_reach():
    tree = {"all": [{"assessment": "digital/a/b"}, {"evidence": True}]}
    rules = {"exit_assessment": "slovene/end/exit", "portfolio": True, "evidence": True}
    assert open_(base_sessions(), conditions=tree, **rules) == ()


def test_of_a_choice_one_part_in_reach_is_enough():
    gone = {"module": "digital/gone"}
    either = {"any": [gone, {"portfolio": True}]}
    assert open_(base_sessions(), conditions=either) == ()
    neither = {"any": [gone, {"course": {"course": "slovene", "threshold": "100%"}}]}
    sessions = base_sessions()[:-1]
    assert [one["code"] for one in open_(sessions, conditions=neither)] == ["any_of"]


@given(SHARES, SHARES, st.integers(1, 16))
def test_it_is_out_of_reach_just_where_the_sessions_are_too_few(threshold, of_course, count):
    sessions = base_sessions(0)[:count]
    by_course = {"digital": 0, "slovene": 0}
    for one in sessions:
        by_course[one.course] += one.net
    enough = sum(by_course.values()) >= threshold * 2700
    enough = enough and all(one >= of_course * 1350 for one in by_course.values())
    found = open_(sessions, threshold=threshold, course_threshold=of_course)
    assert (found == ()) == enough


@given(SHARES, SHARES)
def test_asking_less_is_never_harder(one, other):
    less, more = sorted((one, other))
    sessions = base_sessions(0)[:10]
    if open_(sessions, threshold=less):
        assert open_(sessions, threshold=more)
