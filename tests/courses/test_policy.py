"""A policy is exact: read from text, written as text, never a float."""

from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask

from lms import config, i18n
from lms.courses.policy import DENOMINATORS, PRESETS, Policy, PolicyProblem, as_dict, parse
from lms.courses.units import hours_text

FULL = {
    "threshold": "7/9",
    "course_threshold": "70%",
    "denominator": "excluded",
    "excused_cap": "12.5%",
    "make_up_cap": "0.1",
    "minimum_share": "1/3",
    "self_paced_cap": "5%",
    "grace_minutes": 10,
    "grace_out_minutes": 5,
    "mandatory_modules": ["digital-basics/02-safe-online", "slovene-first-steps/01-hello"],
    "exit_assessment": "slovene-first-steps/08-end/exit",
    "portfolio": True,
}


def test_every_key_may_be_left_out():
    assert parse({}) == Policy(
        threshold=Fraction(4, 5),
        course_threshold=Fraction(0),
        denominator="programme",
        excused_cap=Fraction(1),
        make_up_cap=Fraction(1),
        minimum_share=Fraction(0),
        self_paced_cap=Fraction(0),
        grace_minutes=0,
        grace_out_minutes=0,
        mandatory_modules=(),
        exit_assessment=None,
        portfolio=False,
    )


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("80%", Fraction(4, 5)),
        ("80 %", Fraction(4, 5)),
        ("4/5", Fraction(4, 5)),
        ("0.8", Fraction(4, 5)),
        ("66.67%", Fraction(6667, 10000)),
        (Decimal("0.8"), Fraction(4, 5)),
        (Fraction(2, 3), Fraction(2, 3)),
        (1, Fraction(1)),
        (0, Fraction(0)),
        ("0", Fraction(0)),
    ],
)
def test_a_ratio_is_read_exactly(written, exact):
    assert parse({"threshold": written}).threshold == exact


@pytest.mark.parametrize(
    "written",
    [
        0.8,
        True,
        None,
        "",
        "most",
        "80",
        80,
        "101%",
        "-1%",
        "4/0",
        "1e-1",
        "0,8",
        "٨٠%",
        "4 / 5",
        [],
    ],
)
def test_what_is_no_exact_part_of_the_whole_is_refused(written):
    with pytest.raises(PolicyProblem) as refused:
        parse({"threshold": written})
    assert refused.value.key == "threshold"


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("preset", "jesenice"),
        ("preset", ["zip"]),
        ("treshold", "80%"),
        ("denominator", "hours"),
        ("denominator", None),
        ("grace_minutes", 2.5),
        ("grace_minutes", -1),
        ("grace_minutes", True),
        ("grace_out_minutes", "ten"),
        ("mandatory_modules", "digital-basics/02-safe-online"),
        ("mandatory_modules", ["digital-basics"]),
        ("mandatory_modules", [7]),
        ("exit_assessment", "digital-basics/02-safe-online"),
        ("exit_assessment", True),
        ("portfolio", "perhaps"),
        ("portfolio", 1),
    ],
)
def test_each_problem_names_its_key_and_has_words(key, written):
    with pytest.raises(PolicyProblem) as refused:
        parse({key: written})
    assert refused.value.key == key
    assert refused.value.words.endswith(".")


def test_minutes_and_answers_may_be_text():
    policy = parse({"grace_minutes": "10", "portfolio": "true", "mandatory_modules": None})
    assert (policy.grace_minutes, policy.portfolio, policy.mandatory_modules) == (10, True, ())


@pytest.mark.parametrize("written", [{}, FULL, *({"preset": name} for name in PRESETS)])
def test_what_is_written_reads_back_the_same(written):
    policy = parse(written)
    assert parse(as_dict(policy)) == policy
    assert not any(isinstance(value, float) for value in as_dict(policy).values())


def test_the_whole_policy_in_exact_text():
    exact = {"excused_cap": "1/8", "make_up_cap": "1/10", "self_paced_cap": "1/20"}
    assert as_dict(parse(FULL)) == {**FULL, "course_threshold": "7/10", **exact}


@pytest.mark.parametrize(
    ("preset", "sets"),
    [
        ("zip", {"threshold": "4/5", "portfolio": True}),
        ("fami", {"threshold": "7/10"}),
        ("bamf", {"threshold": "0"}),
        ("includ-eu", {"threshold": "7/10"}),
    ],
)
def test_a_preset_sets_its_own_keys_and_nothing_else(preset, sets):
    assert as_dict(parse({"preset": preset})) == {**as_dict(Policy()), **sets}


def test_a_key_replaces_the_presets():
    policy = parse({"preset": "zip", "threshold": "90%"})
    assert (policy.threshold, policy.portfolio) == (Fraction(9, 10), True)
    assert parse({"preset": None}) == Policy()


def test_a_person_can_choose_a_preset_by_its_facts():
    assert {name: preset.usual_unit_minutes for name, preset in PRESETS.items()} == {
        "zip": 45,
        "fami": 60,
        "bamf": 45,
        "includ-eu": 60,
    }
    assert all(str(preset.title) and str(preset.more) for preset in PRESETS.values())


def test_there_are_four_denominators():
    assert [parse({"denominator": name}).denominator for name in DENOMINATORS] == [
        "programme",
        "delivered",
        "excluded",
        "credited",
    ]


@pytest.fixture
def speaking(request):
    app = Flask(__name__)
    app.config.update(config.DEFAULTS | {"LANGUAGES": ["en"]})
    i18n.init_app(app)
    with app.app_context():
        yield


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("minutes", "unit", "words"),
    [
        (2700, 45, "60 units (45 h 00)"),
        (2160, 45, "48 units (36 h 00)"),
        (2880, 60, "48 units (48 h 00)"),
        (2070, 45, "46 units (34 h 30)"),
        (45, 45, "1 unit (0 h 45)"),
        (120, 45, "2.66 units (2 h 00)"),
        (0, 50, "0 units (0 h 00)"),
    ],
)
def test_w1_hours_in_words_name_the_unit_and_the_clock(minutes, unit, words):
    assert hours_text(minutes, unit) == words
