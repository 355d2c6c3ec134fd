"""Questions are read from plain values, exactly, and every fault is told with its place."""

import json

import pytest

from lms.assessments.marking import mark
from lms.questions import plain, plain_quiz, read, read_quiz
from tests.questions import samples


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("given", samples.ALL, ids=lambda one: one["type"])
def test_what_is_read_is_written_and_read_again_the_same(given):
    question, problems = read(given, "en")
    assert problems == []
    written = json.loads(json.dumps(plain(question)))
    assert read(written, "sl") == (question, [])
    assert plain(read(written, "sl")[0]) == written


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"type": "riddle"}, "type", "Choose one of these"),
        ({"options": ["A", "B"]}, "options", "No option is right"),
        ({"options": [{"text": "A", "right": True}]}, "options", "Give at least 2."),
        ({"options": [{"right": True}, "B"]}, "options[0]", "Give it a text"),
        ({"prompt": {"en": "?", "English": "?"}}, "prompt", 'There is no language "English".'),
        ({"points": "many"}, "points", "Write an exact number"),
        ({"colour": "red"}, "colour", "This key is not known."),
        ({"picture": "http://elsewhere/x.png"}, "picture", "Name a file of this course"),
        ({"options": [{"id": "a", "text": "A", "right": True}, {"id": "a", "text": "B"}]},
         "options[1].id", '"a" is here twice.'),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(change, path, words):
    _question, problems = read(samples.CHOICE | change, "en", path="questions[3]")
    found = {problem.path: problem.words for problem in problems}
    assert words in found[f"questions[3].{path}"]


def test_a_gap_without_its_answer_and_an_answer_without_its_gap_are_told():
    given = samples.CLOZE | {"prompt": {"sl": "Jaz [1] iz [3].", "en": "I [1] from [2]. [1]"}}
    _question, problems = read(given, "en")
    assert [(problem.path, problem.words) for problem in problems] == [
        ("prompt.sl", "Nothing is said of what belongs into the gap [3]."),
        ("prompt.sl", "The gap [2] is not in this text."),
        ("prompt.en", "The gap [1] is here twice."),
    ]


def test_a_quiz_is_written_and_read_again_the_same():
    given = {
        "title": "Quiz", "pass_mark": "60%", "attempts": 3, "grade": "average", "minutes": 20,
        "opens": "2026-03-01 08:00", "closes": "2026-03-02 08:00", "feedback": "closed",
        "framework": "cefr", "bands": {"a1": "40%", "a2": "3/4"}, "pages": "all",
        "questions": [samples.CHOICE, {"use": "bread", "points": 2},
                      {"draw": {"tags": ["safety"], "count": 3}}],
    }  # fmt: skip
    quiz, questions, problems = read_quiz(given, "en", "check")
    assert problems == []
    assert [question.key for question in questions] == ["lock"]
    whole = plain_quiz(quiz, {"lock": questions[0]})
    assert read_quiz(whole, "en", "check")[:2] == (quiz, questions)
    assert plain_quiz(quiz)["questions"][0] == {"use": "lock"}


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"pass_mark": "120%"}, "pass_mark", "Write a part of the whole, from 0 to 100%."),
        ({"closes": "2026-02-01 08:00", "opens": "2026-03-01 08:00"}, "closes", "It closes before"),
        ({"opens": "soon"}, "opens", "Write a day and a time"),
        ({"feedback": "closed"}, "feedback", "Say when it closes"),
        ({"bands": {"a1": "1/2"}}, "framework", "Say of which framework"),
        ({"framework": "cefr", "bands": {"a2": "1/2", "a1": "1/4"}}, "bands", "from the lowest"),
        ({"questions": [{"use": "x"}, {"use": "x"}]}, "questions[1]", '"x" is here twice.'),
        ({"questions": [{"draw": {"tags": ["x"]}}]}, "questions[0].draw.count", "how many are"),
    ],
)  # fmt: skip
def test_a_fault_of_a_quiz_is_told(change, path, words):
    _quiz, _questions, problems = read_quiz({"title": "Quiz"} | change, "en")
    assert any(problem.path == path and words in problem.words for problem in problems), problems


def test_right_sides_too_many_have_names_of_their_own():
    question, problems = read(samples.MATCH, "en")
    assert problems == []
    assert [one.id for one in question.pairs] == ["a", "b", "c"]
    assert [one.id for one in question.extra] == ["d"]
    assert mark(question, {"pairs": {"a": "d"}}).parts["a"] == 0
    twice = samples.MATCH | {"extra": [{"id": "a", "text": "salt"}]}
    assert [one.path for one in read(twice, "en")[1]] == ["extra"]


@pytest.mark.parametrize("text", ["\x00", "\ufffe", " \u200e\t"], ids=["nul", "no sign", "a mark"])
def test_a_text_in_which_nothing_can_be_seen_is_none(text):
    _question, problems = read(samples.CHOICE | {"prompt": {"en": text}}, "en")
    assert ("prompt.en", "Write a text here.") in problems


def test_signs_that_no_text_has_a_use_for_are_left_out():
    question, problems = read(samples.CHOICE | {"prompt": {"en": "What\x00 \x0bnow?"}}, "en")
    assert (question.prompt.text, problems) == ({"en": "What now?"}, [])
