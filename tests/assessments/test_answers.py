"""What may be given as an answer: kept as it was given, and nothing that is not offered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.questions import Forged, Kind, Question, read
from lms.questions import given as answer_of
from tests.questions import samples
from tests.questions.any_question import questions

typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def answers(draw, question: Question) -> dict:
    """Anything that may be given to a question: all of it, some of it, nothing."""

    def one(rows):
        return st.sampled_from([row.id for row in rows])

    kind, names = question.kind, [row.id for row in question.options]
    if kind in (Kind.CHOICE, Kind.TRUE_FALSE):
        return draw(st.fixed_dictionaries({}, optional={"option": one(question.options)}))
    if kind is Kind.CHOICES:
        return {"options": draw(st.lists(st.sampled_from(names), unique=True))}
    if kind is Kind.HOTSPOT:
        return draw(st.fixed_dictionaries({}, optional={"spot": one(question.spots)}))
    if kind is Kind.MATCH:
        right = one([*question.pairs, *question.extra])
        return {"pairs": draw(st.dictionaries(one(question.pairs), right))}
    if kind is Kind.ORDER:
        place = st.integers(1, len(names))
        return {"places": draw(st.dictionaries(st.sampled_from(names), place))}
    if kind is Kind.CLOZE:
        gaps = {gap.id: one(gap.options) if gap.options else typed for gap in question.gaps}
        return {"gaps": draw(st.fixed_dictionaries({}, optional=gaps))}
    if kind in (Kind.AUDIO, Kind.FILE):
        return {"file": "f" * 64, "name": draw(typed)}
    unit = {"unit": st.sampled_from([row.name for row in question.units] or [""])}
    return draw(st.fixed_dictionaries({"text": typed}, optional=unit if question.units else {}))


def without_blanks(answer):
    """What is left of an answer when its empty parts are taken out."""
    found = {}
    for name, value in answer.items():
        if isinstance(value, dict):
            value = {key: one for key, one in value.items() if not is_empty(one)}
        if name == "name" or not is_empty(value):
            found[name] = value
    return found


def is_empty(value):
    return not value.strip() if isinstance(value, str) else not value


def as_sets(answer):
    """The order in which several were ticked says nothing."""
    return {name: sorted(v) if isinstance(v, list) else v for name, v in answer.items()}


@given(st.data(), questions())
@settings(max_examples=200, deadline=None)
def test_every_answer_is_kept_as_it_was_given_whatever_the_kind(data, question):
    raw = data.draw(answers(question))
    kept = answer_of(question, raw)
    assert as_sets(kept) == as_sets(without_blanks(raw))
    assert answer_of(question, kept) == kept, "what is kept is given, too"


@pytest.mark.parametrize(
    "place", ["0", "4", "00000199", "0000001", "9" * 5000, "-1", "1.0", "²", "٣", "one"]
)
def test_a_place_that_the_order_does_not_have_is_no_answer(place):
    question, _problems = read(samples.ORDER, "en")
    first = question.options[0].id
    with pytest.raises(Forged):
        answer_of(question, {"places": {first: place}})
    assert answer_of(question, {"places": {first: "3"}}) == {"places": {first: 3}}
