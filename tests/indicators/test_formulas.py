"""A set of indicators is read strictly: every fault is named, with its place."""

from pathlib import Path

import pytest
import yaml

from lms.exchange.models import ActivityKind
from lms.indicators import formulas, vocabulary
from lms.projects.models import OutcomeKind

ONE = {"code": "A", "title": {"en": "A"}, "kind": "people", "count": {"fact": "enrolled"}}


def faults(*indicators, **more):
    content = {"title": {"en": "T"}, "indicators": list(indicators), **more}
    found, problems = formulas.read(content)
    assert (found is None) == bool(problems)
    return [(one.place, one.fault) for one in problems]


@pytest.mark.parametrize("file", sorted(Path("content/indicators").glob("*.yaml")), ids=str)
def test_our_sets_are_sets_in_three_languages(file):
    found = formulas.known(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
    for one in (found, *found.indicators):
        assert one.title.keys() == {"en", "sl", "ar"}


def test_a_set_that_is_well_has_no_faults():
    assert faults(ONE) == []


@pytest.mark.parametrize(
    ("change", "place", "fault"),
    [
        ({"colour": "red"}, "indicators[0].colour", "unknown_key"),
        ({"title": None}, "indicators[0].title", "no_title"),
        ({"title": {"en": ""}}, "indicators[0].title.en", "not_a_text"),
        ({"title": {"42": "A"}}, "indicators[0].title.42", "no_language"),
        ({"kind": "cats"}, "indicators[0].kind", "unknown_kind"),
        ({"kind": None}, "indicators[0].kind", "missing"),
        ({"code": "A B"}, "indicators[0].code", "bad_code"),
        ({"count": None}, "indicators[0].count", "no_formula"),
        ({"count": {"sum": []}}, "indicators[0].count", "unknown_formula"),
        ({"count": {"fact": "a", "any": []}}, "indicators[0].count", "unknown_formula"),
        ({"count": {"fact": "danced"}}, "indicators[0].count.fact", "unknown_fact"),
        ({"count": {"fact": "session"}}, "indicators[0].count.fact", "unknown_fact"),
        (
            {"count": {"fact": "enrolled", "mode": "online"}},
            "indicators[0].count.mode",
            "unknown_key",
        ),
        (
            {"count": {"fact": "enrolled", "track": ["cook"]}},
            "indicators[0].count.track",
            "unknown_value",
        ),
        ({"count": {"fact": "level", "steps": "x"}}, "indicators[0].count.steps", "not_a_number"),
        ({"count": {"any": []}}, "indicators[0].count.any", "not_a_list"),
        ({"count": {"any": [{"fact": "x"}]}}, "indicators[0].count.any[0].fact", "unknown_fact"),
        ({"by": ["shoe"]}, "indicators[0].by", "unknown_breakdown"),
        ({"who": {"gender": ["Q"]}}, "indicators[0].who.gender", "unknown_value"),
        ({"within": "B"}, "indicators[0]", "unknown_indicator"),
        ({"share": {"part": "A", "of": "A"}}, "indicators[0].share", "not_of_kind"),
    ],
)
def test_a_fault_has_a_place_and_a_name(change, place, fault):
    assert (place, fault) in faults(ONE | change)


def test_what_can_only_be_seen_of_all():
    assert faults(ONE, ONE) == [("indicators[1].code", "code_twice")]
    items = ONE | {"code": "B", "kind": "items", "count": {"fact": "session"}, "within": "A"}
    assert faults(ONE, items) == [("indicators[1]", "other_kind")]
    share = {"code": "C", "title": {"en": "C"}, "kind": "share", "share": {"part": "A", "of": "C"}}
    assert ("indicators[1]", "other_kind") in faults(ONE, share)


def test_a_cycle_is_told_with_its_way():
    first = ONE | {"within": "B"}
    second = ONE | {"code": "B", "count": {"any": [{"fact": "came"}, {"indicator": "A"}]}}
    content = {"title": "T", "indicators": [first, second]}
    _none, problems = formulas.read(content)
    assert [(p.place, p.fault, p.given) for p in problems] == [
        ("indicators[0]", "cycle", "A → B → A"),
        ("indicators[1]", "cycle", "B → A → B"),
    ]


@pytest.mark.parametrize("content", [None, [], "x", {}, {"title": "T"}, {"indicators": {}}])
def test_what_is_no_set_at_all_is_refused(content):
    found, problems = formulas.read(content)
    assert found is None
    assert problems


def test_formulas_too_deep_in_one_another_are_refused():
    deep = {"fact": "came"}
    for _step in range(40):
        deep = {"any": [deep]}
    assert [fault for _place, fault in faults(ONE | {"count": deep})] == ["unknown_formula"]


def test_the_vocabulary_is_that_of_the_records():
    assert list(vocabulary.ACTIVITIES) == [str(one) for one in ActivityKind]
    assert list(vocabulary.OUTCOMES) == [str(one) for one in OutcomeKind]
