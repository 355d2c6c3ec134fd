"""What was gained: the domain's table of indicators (W13), policies, methods, gaps."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.courses.instruments import Instrument
from lms.levels.models import Method, Occasion
from lms.levels.rules.gains import Gap, Outcome, gain
from lms.levels.rules.said import Said
from lms.questions.frameworks import level

WHEN = datetime(2022, 2, 10, tzinfo=UTC)
SPEAKING = Instrument("cefr", ("speaking",), ("trainer",), "sl", ("laslliam",))
BOTH = Instrument("cefr", ("speaking", "reading"), ("trainer", "self"), "sl", ("laslliam",))


def said(occasion, name, skill="speaking", method=Method.TRAINER, framework="cefr", days=0):
    found = level(framework, name)
    return Said(skill, found, "sl", Occasion(occasion), method, WHEN + timedelta(days), "Tara")


W13 = {  # person: level at entry, at exit (None: unknown); P5 is on no language course
    "P1": ("A1", "A2"),
    "P2": ("Pre-A1", "A1"),
    "P3": ("A1", "A1"),
    "P4": ("A1", "A2"),
    "P6": ("A2", "A1"),
    "P7": ("A1", None),
    "P8": ("A1", "B1"),
}


def test_the_table_of_the_domain_up_at_least_one_level_on_leaving(app):
    """R.2.8 = 4: P1, P2, P4, P8; P7 is listed as a gap, and is no zero."""
    found = {}
    for person, (entry, exit_) in W13.items():
        levels = [said("entry", entry)] + ([said("exit", exit_)] if exit_ else [])
        found[person] = gain(SPEAKING, levels, has_left=True)
    up = [person for person, one in found.items() if one.outcome is Outcome.UP]
    assert up == ["P1", "P2", "P4", "P8"]
    assert [p for p, one in found.items() if one.outcome is Outcome.GAP] == ["P7"]
    assert [one.gap for one in found["P7"].gaps] == [Gap.EXIT]
    assert found["P7"].exit is None
    assert found["P3"].outcome is Outcome.SAME
    assert found["P6"].outcome is Outcome.DOWN
    assert found["P8"].exit.steps_from(found["P8"].entry) == 2


@pytest.mark.parametrize(
    ("policy", "entry", "exit_", "outcome"),
    [
        ("lowest", "a1", "a1", Outcome.SAME),
        ("middle", "a1", "a1", Outcome.SAME),
        ("highest", "a2", "b1", Outcome.UP),
    ],
)
def test_which_of_the_skills_is_the_whole_is_the_programmes_to_say(
    app, policy, entry, exit_, outcome
):
    asked = Instrument("cefr", ("speaking", "reading"), ("trainer",), "sl", overall=policy)
    levels = [
        said("entry", "a2"), said("exit", "b1"),
        said("entry", "a1", "reading"), said("exit", "a1", "reading"),
    ]  # fmt: skip
    found = gain(asked, levels, has_left=True)
    assert (found.entry, found.exit) == (level("cefr", entry), level("cefr", exit_))
    assert found.outcome is outcome
    assert [one.outcome for one in found.skills] == [Outcome.UP, Outcome.SAME]


def test_the_middle_of_three_skills_and_the_lower_of_two(app):
    asked = Instrument(
        "cefr", ("speaking", "reading", "writing"), ("trainer",), "sl", (), None, None, "middle"
    )
    levels = [said("entry", name, skill) for name, skill in
              [("b1", "speaking"), ("a1", "reading"), ("a2", "writing")]]  # fmt: skip
    assert gain(asked, levels, has_left=False).entry == level("cefr", "a2")


def test_one_unknown_skill_makes_the_whole_unknown(app):
    levels = [said("entry", "a1"), said("exit", "a2"), said("entry", "a1", "reading")]
    found = gain(BOTH, levels, has_left=True)
    assert found.outcome is Outcome.GAP
    assert found.exit is None
    assert [(one.skill, one.gap) for one in found.gaps] == [("reading", Gap.EXIT)]
    assert found.skills[0].outcome is Outcome.UP


def test_who_is_still_there_learns_and_is_no_gap_unless_the_beginning_is_missing(app):
    assert gain(SPEAKING, [said("entry", "a1")], has_left=False).outcome is Outcome.LEARNING
    nothing = gain(SPEAKING, [], has_left=False)
    assert nothing.outcome is Outcome.GAP
    assert [one.gap for one in nothing.gaps] == [Gap.ENTRY]
    assert gain(SPEAKING, [said("exit", "a2")], has_left=True).gaps[0].gap is Gap.ENTRY


def test_entry_and_exit_are_compared_by_the_same_method(app):
    own = [said("entry", "a1", method=Method.SELF), said("exit", "a2", method=Method.SELF)]
    one_skill = Instrument("cefr", ("speaking",), ("trainer", "self"), "sl")
    mixed = gain(one_skill, [own[0], said("exit", "b1")], has_left=True)
    assert mixed.outcome is Outcome.GAP
    assert mixed.gaps[0].gap is Gap.METHODS
    both = gain(one_skill, [*own, said("entry", "a1")], has_left=True)
    assert both.outcome is Outcome.UP  # by their own word: the trainer said no exit
    assert both.exit == level("cefr", "a2")
    trainers = gain(one_skill, [*own, said("entry", "a1"), said("exit", "a1")], has_left=True)
    assert trainers.outcome is Outcome.SAME  # the trainer's word is taken first


def test_the_last_word_on_an_occasion_holds_and_progress_is_neither_end(app):
    levels = [said("entry", "a2"), said("entry", "a1", days=1), said("progress", "b1", days=5)]
    found = gain(SPEAKING, levels, has_left=False)
    assert found.entry == level("cefr", "a1")
    assert found.exit is None
    assert found.skills[0].now.level == level("cefr", "b1")
    assert found.outcome is Outcome.LEARNING


def test_over_frameworks_only_what_is_surely_higher_is_a_gain(app):
    def from_to(entry, exit_):
        levels = [said("entry", entry, framework="laslliam"), said("exit", exit_)]
        return gain(SPEAKING, levels, has_left=True).outcome

    assert from_to("3", "pre-a1") is Outcome.SAME
    assert from_to("4", "a1") is Outcome.SAME
    assert from_to("3", "a1") is Outcome.UP
    assert from_to("2", "pre-a1") is Outcome.UP
    assert from_to("2", "none") is Outcome.SAME


def test_levels_of_another_language_or_skill_say_nothing_here(app):
    other = [said("entry", "a1")._replace(language="de"), said("exit", "a2", "writing")]
    assert [one.gap for one in gain(SPEAKING, other, has_left=True).gaps] == [Gap.ENTRY]
