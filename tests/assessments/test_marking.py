"""Marking is exact, the same each time, and never below nothing or above everything."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.assessments import scoring
from lms.assessments.marking import mark
from lms.assessments.rules.saying import decimal
from lms.questions import Grade, read
from lms.questions import given as answer_of
from tests.questions import samples

ONE, NONE, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def question(values, **change):
    found, problems = read(values | change, "en")
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("values", "answer", "share"),
    [
        (samples.CHOICE, {"option": "a"}, ONE),
        (samples.CHOICE, {"option": "b"}, NONE),
        (samples.CHOICE, {}, NONE),
        (samples.CHOICES, {"options": ["a", "b"]}, ONE),
        (samples.CHOICES, {"options": ["a"]}, HALF),
        (samples.CHOICES, {"options": ["a", "c"]}, NONE),
        (samples.CHOICES, {"options": ["a", "b", "c"]}, HALF),
        (samples.CHOICES, {"options": ["c", "d"]}, NONE),
        (samples.TRUE_FALSE, {"option": "false"}, ONE),
        (samples.TRUE_FALSE, {"option": "true"}, NONE),
        (samples.MATCH, {"pairs": {"a": "a", "b": "b", "c": "c"}}, ONE),
        (samples.MATCH, {"pairs": {"a": "a", "b": "c"}}, Fraction(1, 3)),
        (samples.ORDER, {"places": {"a": 1, "b": 2, "c": 3}}, ONE),
        (samples.ORDER, {"places": {"a": 1, "b": 3, "c": 2}}, Fraction(1, 3)),
        (samples.ORDER, {"places": {"a": 1, "b": 1, "c": 1}}, NONE),
        (samples.TEXT, {"text": "  KRUH "}, ONE),
        (samples.TEXT, {"text": "kruhek"}, HALF),
        (samples.TEXT, {"text": "kruha"}, NONE),
        (samples.NUMBER, {"text": "1,5 km"}, ONE),
        (samples.NUMBER, {"text": "1.5", "unit": "km"}, ONE),
        (samples.NUMBER, {"text": "1650"}, HALF),
        (samples.NUMBER, {"text": "1500 miles"}, NONE),
        (samples.NUMBER, {"text": "3000/2"}, ONE),
        (samples.NUMBER, {"text": "1/0"}, NONE),
        (samples.NUMBER, {"text": "much"}, NONE),
        (samples.NUMBER, {"text": "١٥٠٠"}, ONE),
        (samples.NUMBER, {"text": "\u200f١٫٥ km"}, ONE),
        (samples.NUMBER, {"text": "۱٥००."}, ONE),
        (samples.NUMBER | {"answers": ["١٫٥"]}, {"text": "1.5"}, ONE),
        (samples.TEXT | {"answers": ["3"]}, {"text": "٣"}, ONE),
        (samples.TEXT | {"answers": ["٣ €"]}, {"text": "3 €"}, ONE),
        (samples.TEXT | {"answers": ["1,5"]}, {"text": "١٫٥"}, ONE),
        (samples.CLOZE | {"gaps": {"1": ["12"], "2": ["a"]}}, {"gaps": {"1": "١٢", "2": "a"}}, ONE),
        (samples.TEXT | {"answers": ["hvala"]}, {"text": "Hvala!"}, ONE),
        (samples.TEXT | {"answers": ["Hvala."]}, {"text": "hvala"}, ONE),
        (samples.TEXT | {"answers": ["هل أنت؟"]}, {"text": "هل أنت"}, ONE),
        (samples.TEXT | {"answers": ["hva.la"]}, {"text": "hvala"}, NONE),
        (samples.TEXT | {"answers": ["?"]}, {"text": "!"}, NONE),
        (samples.CLOZE, {"gaps": {"1": "sem", "2": "a"}}, ONE),
        (samples.CLOZE, {"gaps": {"1": "sem", "2": "b"}}, HALF),
        (samples.HOTSPOT, {"spot": "a"}, ONE),
        (samples.HOTSPOT, {"spot": "b"}, NONE),
        (samples.ESSAY, {"text": "My town"}, None),
        (samples.ESSAY, {}, NONE),
    ],
)
def test_an_answer_is_worth_what_the_rule_says(values, answer, share):
    asked = question(values)
    assert mark(asked, answer_of(asked, answer)).share == share


def test_accents_and_capitals_are_a_rule_and_nothing_is_only_similar():
    loose = question(samples.TEXT, answers=["Šola"])
    assert mark(loose, {"text": "sola"}).share == ONE
    assert mark(loose, {"text": "sols"}).share == NONE
    strict = question(samples.TEXT, answers=["Šola"], accents=True, case=True)
    assert [mark(strict, {"text": words}).share for words in ("Šola", "šola", "Sola")] == [
        ONE, NONE, NONE,
    ]  # fmt: skip
    arabic = question(samples.TEXT, answers=["مدرسة"], language="ar")
    assert mark(arabic, {"text": "مَدْرَسَة"}).share == ONE


SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")


@given(
    words=st.text(st.sampled_from("abč ٣4.,!?-"), min_size=1, max_size=12),
    script=st.sampled_from(SCRIPTS),
    end=st.sampled_from(["", ".", "!", " ?", "؟", "..."]),
)
def test_the_script_of_digits_and_the_sign_at_the_end_never_matter(words, script, end):
    assume(words.strip(" .!?"))
    asked = question(samples.TEXT, answers=[words])
    other = words.translate(str.maketrans(SCRIPTS[0], script)) + end
    assert mark(asked, {"text": other}).share == ONE


@given(
    number=st.fractions(0, 10**6).map(lambda one: round(one, 4)), script=st.sampled_from(SCRIPTS)
)
def test_a_number_is_the_same_in_every_script(number, script):
    typed = decimal(number).translate(str.maketrans(SCRIPTS[0] + ".", script + "٫"))
    for key, answer in ((decimal(number), typed), (typed, str(number))):
        asked = question(samples.NUMBER, answers=[key], units=[])
        assert mark(asked, {"text": answer}).share == ONE


def answers(asked):
    """Whatever can be sent, by whoever builds their own page."""
    ids = [one.id for one in (*asked.options, *asked.pairs, *asked.extra, *asked.spots)] or ["a"]
    some = st.sampled_from(ids)
    typed = st.text(max_size=12) | st.sampled_from(["kruh", "1500", "1,5 km", "sem", "a"])
    return st.fixed_dictionaries(
        {},
        optional={
            "option": some,
            "options": st.lists(some, max_size=6),
            "pairs": st.dictionaries(some, some, max_size=4),
            "places": st.dictionaries(some, st.integers(1, 4), max_size=4),
            "text": typed,
            "unit": st.sampled_from(["m", "km", "mile"]),
            "gaps": st.dictionaries(st.sampled_from(["1", "2"]), typed, max_size=2),
            "spot": some,
        },
    )


@pytest.mark.parametrize("values", samples.ALL[:9], ids=lambda one: one["type"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_share_is_within_nothing_and_everything_and_always_the_same(values, data):
    asked, _problems = read(values, "en")
    answer = data.draw(answers(asked))
    found = mark(asked, answer)
    assert NONE <= found.share <= ONE
    assert mark(asked, answer) == found


shares = st.fractions(0, 1, max_denominator=60)
rows = st.lists(
    st.builds(scoring.Scored, st.fractions(0, 10, max_denominator=4), st.none() | shares),
    max_size=8,
)


@given(rows)
def test_a_score_is_within_nothing_and_everything_whatever_the_order(found):
    score = scoring.score(found)
    assert score is None or NONE <= score <= ONE
    assert scoring.score(reversed(found)) == score
    assert scoring.at_least(found) <= (ONE if score is None else score)


@given(st.lists(shares, min_size=1, max_size=6))
def test_what_counts_of_several_attempts_lies_among_them(scores):
    for grade in Grade:
        assert min(scores) <= scoring.counted(scores, grade) <= max(scores)
    assert scoring.counted(scores, Grade.FIRST) == scores[0]
    assert scoring.counted(scores, Grade.LAST) == scores[-1]


def test_a_pass_mark_is_exact():
    two_thirds = Fraction(2, 3)
    assert scoring.is_passed(two_thirds, Fraction("2/3"))
    assert not scoring.is_passed(Fraction(6666, 10000), two_thirds)
    assert scoring.is_passed(NONE, None)
