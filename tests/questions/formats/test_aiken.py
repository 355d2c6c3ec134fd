"""Aiken: one choice, its options on lines of their own."""

import pytest

from lms.questions import plain, read
from lms.questions.formats import Unreadable
from lms.questions.formats.aiken import read as read_aiken
from lms.questions.formats.aiken import write
from tests.questions import samples

TEXT = """What locks a door?
A. A cup
B) A key
ANSWER: B

What do you drink?
A. Tea
B. Salt
ANSWER: A
"""


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def test_options_have_letters_and_a_line_says_which_is_right():
    outcome = read_aiken(TEXT.replace("\n", "\r\n").encode(), "en")
    assert (outcome.changed, outcome.dropped) == ([], [])
    first, second = (one.plain for one in outcome.questions)
    assert first["prompt"] == {"en": "What locks a door?"}
    assert first["options"] == [{"text": {"en": "A cup"}}, {"text": {"en": "A key"}, "right": True}]
    assert second["key"].startswith("what-do-you-drink-")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("What?\nA. a\nB. b\nANSWER: C\n", 'The right answer "C" is no option.'),
        ("What?\nA. a\nB. b\n", "No line says which answer is right."),
        ("What?\nA. a\nANSWER: A\n", "at least 2"),
    ],
)
def test_what_is_not_right_is_dropped_with_a_reason(text, why):
    outcome = read_aiken(f"{text}\n{TEXT}".encode(), "en")
    assert len(outcome.questions) == 2
    assert why in outcome.dropped[0].reason


def test_what_is_no_aiken_is_refused():
    with pytest.raises(Unreadable):
        read_aiken(b"Only words.", "en")


def test_only_one_choice_is_written_and_the_rest_is_told():
    asked = [read(one, "en")[0] for one in samples.ALL]
    made = write("Bank", asked, None, "en")
    assert len(made.dropped) == len(asked) - 1
    assert "keys" in made.changed[0].reason


def test_what_came_as_aiken_goes_out_and_comes_back_the_same():
    first = read_aiken(TEXT.encode(), "en").questions
    asked = [read(one.plain, "en")[0] for one in first]
    made = write("Bank", asked, None, "en")
    assert (made.changed, made.dropped) == ([], [])
    again = read_aiken(made.content, "en").questions
    assert [plain(read(one.plain, "en")[0]) for one in again] == [plain(one) for one in asked]
