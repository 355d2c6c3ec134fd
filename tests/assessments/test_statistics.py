"""What answers say about questions: exact, whatever order they come in."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.assessments.statistics import (
    Answered,
    Figures,
    chosen,
    discrimination,
    figures,
    median,
    spent,
)
from lms.questions import read
from tests.questions.samples import CHOICE, CHOICES, CLOZE, ESSAY, HOTSPOT, NUMBER, ORDER, TEXT

HALF = Fraction(1, 2)
shares = st.fractions(0, 1, max_denominator=12)
answered = st.builds(
    Answered,
    question=st.integers(1, 4),
    points=st.fractions(0, 5, max_denominator=4),
    share=shares,
    blank=st.booleans(),
    seconds=st.none() | st.integers(0, 5000),
)
attempts = st.lists(st.lists(answered, max_size=5, unique_by=lambda one: one.question), max_size=30)


def question(plain):
    found, problems = read(plain, "en")
    assert not problems
    return found


def taken(*own):
    """Attempts at two questions: of (share in 1, share in 2)."""
    return [
        [Answered(n, Fraction(1), Fraction(share)) for n, share in enumerate(pair, 1)]
        for pair in own
    ]


@given(attempts, st.randoms())
def test_the_order_of_attempts_changes_nothing_and_figures_are_in_their_bounds(rows, chance):
    found = figures(rows)
    mixed = list(rows)
    chance.shuffle(mixed)
    assert figures(mixed) == found
    for one in found.values():
        assert one.facility is None or 0 <= one.facility <= 1
        assert one.blank is None or 0 <= one.blank <= 1
        assert one.discrimination is None or -1 <= one.discrimination <= 1
        assert (one.facility is None) == (one.attempts < 5)


@given(st.lists(st.tuples(shares, shares), min_size=10, max_size=40))
def test_who_turns_all_answers_round_turns_the_discrimination_round(pairs):
    found = discrimination(pairs)
    turned = discrimination([(rest, 1 - share) for rest, share in pairs])
    assert found == (None if turned is None else -turned)


def test_facility_is_the_mean_share():
    rows = taken((1, 1), (1, 0), (HALF, 1), (0, 0), (0, 1))
    assert figures(rows)[1].facility == HALF
    assert figures(rows)[2].facility == Fraction(3, 5)


def test_below_five_attempts_nothing_is_said():
    assert figures(taken((1, 1), (1, 0), (0, 1), (0, 0)))[1] == Figures(4)


def test_a_question_that_only_the_best_answer_tells_them_apart():
    rows = taken(*[(1, 1)] * 5, *[(0, 0)] * 5)
    assert figures(rows)[1].discrimination == 1
    assert not figures(rows)[1].is_weak
    wrong_key = taken(*[(0, 1)] * 5, *[(1, 0)] * 5)
    assert figures(wrong_key)[1].discrimination == -1
    assert figures(wrong_key)[1].is_weak


def test_equals_at_the_border_of_a_group_are_in_it_in_part():
    """Of ten, 2.7 are in each group: two at the top, and 0.7 of the six in the middle."""
    rest = [Fraction(1)] * 2 + [HALF] * 6 + [Fraction(0)] * 2
    share = [1] * 5 + [0] * 5
    pairs = list(zip(rest, map(Fraction, share), strict=True))
    upper = (2 + Fraction(7, 10) * HALF) / Fraction(27, 10)
    lower = (Fraction(7, 10) * HALF) / Fraction(27, 10)
    assert discrimination(pairs) == upper - lower


def test_nobody_is_compared_where_all_did_the_rest_alike_or_there_is_no_rest():
    assert figures(taken(*[(1, 1)] * 6, *[(0, 1)] * 6))[1].discrimination is None
    alone = [[Answered(1, Fraction(1), Fraction(1))] for _n in range(12)]
    assert figures(alone)[1] == Figures(12, Fraction(1), None, Fraction(0), None)


def test_a_question_that_nearly_everybody_answers_is_easy_and_not_weak():
    rows = taken(*[(1, 1)] * 10, *[(1, 0)] * 10)
    assert figures(rows)[1].discrimination == 0
    assert not figures(rows)[1].is_weak


def test_the_median_of_an_even_number_is_in_the_middle_of_two():
    assert median([9, 1, 5, 3, 7]) == 5
    assert median([1, 3, 5, 8, 9, 100]) == Fraction(13, 2)
    assert median([1, 2, 3, 4]) is None


def test_time_runs_from_the_answer_before_and_coming_back_is_added():
    assert spent(100, [(110, 1), (130, 2), (131, 1)]) == {1: 11, 2: 20}
    assert spent(100, [(90, 1), (130, 2)]) == {1: 0, 2: 30}
    assert spent(100, []) == {}


def test_every_option_is_counted_also_the_one_that_nobody_chose():
    found = chosen(question(CHOICE), [{"option": "a"}, {"option": "b"}, {"option": "a"}, {}, None])
    assert [(one.name, one.times, one.share) for one in found] == [
        ("a", 2, 1), ("b", 1, 0), ("c", 0, 0),
    ]  # fmt: skip
    several = chosen(question(CHOICES), [{"options": ["a", "b"]}, {"options": ["b"]}])
    assert [one.times for one in several] == [1, 2, 0, 0]
    assert [one.times for one in chosen(question(HOTSPOT), [{"spot": "b"}])] == [0, 1]


def test_words_are_told_from_the_second_time_on_as_they_are_compared():
    given = [{"text": w} for w in ("Kruh", " kruh ", "hleb", "hleb", "hleb", "mleko")]
    found = chosen(question(TEXT), given)
    assert [(one.name, one.times, one.share) for one in found] == [("hleb", 3, 0), ("kruh", 2, 1)]
    ways = chosen(question(NUMBER), [{"text": "1,5", "unit": "km"}, {"text": "1,5", "unit": "km"}])
    assert [(one.name, one.times, one.share) for one in ways] == [("1.5 km", 2, 1)]


def test_of_an_answer_in_parts_each_part_has_its_mean():
    steps = question(ORDER)
    ids = [one.id for one in steps.options]
    right = {"places": dict(zip(ids, (1, 2, 3), strict=True))}
    half = {"places": dict(zip(ids, (1, 3, 2), strict=True))}
    found = chosen(steps, [right, half])
    assert [one.share for one in found] == [1, HALF, HALF]
    gaps = chosen(question(CLOZE), [{"gaps": {"1": "sem"}}, {"gaps": {"1": "si"}}])
    assert [(one.name, one.times, one.share) for one in gaps] == [("1", 2, HALF), ("2", 2, 0)]
    assert chosen(question(CLOZE), []) == []


def test_what_a_person_marks_has_no_options():
    assert chosen(question(ESSAY), [{"text": "Jesenice"}]) == []
