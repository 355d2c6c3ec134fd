"""Taking a quiz: beginning, answering, handing in, and what comes of it."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.assessments import queries
from lms.assessments.actions import hand_in, mark_all, record_result, save, settle, start
from lms.assessments.models import Attempt, Extension, Marking, Response, Result
from lms.assessments.tasks.handing_in import look
from lms.db import db
from lms.errors import Refused
from lms.questions import Forged
from lms.questions import given as answer_of
from tests.assessments.quizzes import quiz
from tests.assessments.test_answers import answers
from tests.cast import NOW
from tests.questions import samples

LATER = NOW + timedelta(minutes=5)
RIGHT, WRONG = {"option": "a"}, {"option": "b"}


def answer(attempt, place, raw, turn=1, token="t", now=NOW):
    [item] = queries.items(attempt.id, place)
    return save(attempt, place, item.question, raw, turn=turn, token=token, now=now)


def taken(test, person, raw, now=NOW):
    """One attempt at a quiz of one question, handed in."""
    attempt = start(test, person, now=now)
    answer(attempt, 1, raw, now=now)
    hand_in(attempt, now=now)
    return attempt


def results(person):
    rows = db.session.scalars(db.select(Result).filter_by(person_id=person.id).order_by(Result.id))
    return [(row.passed, row.score, row.by_id) for row in rows]


def test_an_attempt_keeps_its_questions_its_settings_and_its_group(world):
    test = quiz(world, pass_mark="50%", minutes=30)
    attempt = start(test, world.lea, now=NOW)
    assert start(test, world.lea, now=LATER) is attempt, "the open one is gone on with"
    assert [item.question.key for item in queries.items(attempt.id)] == [
        one["key"] for one in samples.ALL
    ]
    assert attempt.settings == {"pass_mark": "1/2", "minutes": 30}
    assert (attempt.group_id, attempt.number) == (world.a.id, 1)
    assert attempt.due_at == NOW + timedelta(minutes=30)


def test_what_is_right_is_worth_its_points_and_blank_is_worth_nothing(world):
    test = quiz(world, samples.CHOICE, {**samples.TEXT, "points": 3}, pass_mark="1/4")
    attempt = start(test, world.lea, now=NOW)
    answer(attempt, 1, RIGHT)
    assert hand_in(attempt, now=LATER)
    assert (attempt.score, attempt.marked_at, attempt.handed_in_at) == ("1/4", LATER, LATER)
    assert results(world.lea) == [(True, "1/4", None)]
    assert not hand_in(attempt, now=LATER + timedelta(1)), "handed in twice"
    assert db.session.scalar(db.select(db.func.count()).select_from(Marking)) == 2
    assert results(world.lea) == [(True, "1/4", None)]


def test_the_answer_of_the_highest_turn_counts_in_whatever_order_they_arrive(world):
    attempt = start(quiz(world, samples.CHOICE), world.lea, now=NOW)
    answer(attempt, 1, RIGHT, turn=3, token="c")
    stale = answer(attempt, 1, WRONG, turn=1, token="a")
    assert stale.is_stale
    assert stale.counting.given == RIGHT
    kept = db.session.scalars(db.select(Response).order_by(Response.id))
    assert [one.given for one in kept] == [RIGHT, WRONG], "both are kept"
    equal = answer(attempt, 1, WRONG, turn=3, token="d")
    assert (equal.is_stale, equal.counting.given) == (True, WRONG), "of equal turns the later"


def test_the_same_answer_sent_twice_is_kept_once_and_another_by_the_same_page_too(world):
    attempt = start(quiz(world, samples.CHOICE), world.lea, now=NOW)
    assert answer(attempt, 1, RIGHT).response.id == answer(attempt, 1, RIGHT).response.id
    assert answer(attempt, 1, WRONG).counting.given == WRONG
    assert len(queries.responses(attempt.id)) == 2


def test_what_is_not_offered_cannot_be_chosen(world):
    attempt = start(quiz(world, samples.CHOICE), world.lea, now=NOW)
    with pytest.raises(Forged):
        answer(attempt, 1, {"option": "z"})


def test_a_file_is_never_named_by_who_answers(world):
    attempt = start(quiz(world, samples.AUDIO), world.lea, now=NOW)
    assert answer(attempt, 1, {"file": "f" * 64, "name": "x.mp3"}).response.given == {}


def test_answers_after_the_time_are_refused_and_those_before_it_count(world):
    attempt = start(quiz(world, samples.CHOICE, minutes=10), world.lea, now=NOW)
    answer(attempt, 1, RIGHT)
    due = NOW + timedelta(minutes=10)
    answer(attempt, 1, RIGHT, turn=2, token="u", now=due + timedelta(seconds=20))
    with pytest.raises(Refused, match="time is over"):
        answer(attempt, 1, WRONG, turn=3, token="v", now=due + timedelta(seconds=31))
    hand_in(attempt, closed_by="time", now=due + timedelta(hours=1))
    assert (attempt.handed_in_at, attempt.score) == (due, "1")
    with pytest.raises(Refused, match="handed in"):
        answer(attempt, 1, WRONG, turn=3, token="v", now=due)


def test_attempts_come_to_an_end_and_a_trainer_may_give_one_more(world):
    test = quiz(world, samples.CHOICE, attempts=1)
    taken(test, world.lea, WRONG)
    with pytest.raises(Refused, match="as often as you may"):
        start(test, world.lea, now=NOW)
    assert start(test, world.lea, practice=True, now=NOW).practice
    db.session.add(Extension(assessment_id=test.id, person_id=world.lea.id, attempts=1,
                             minutes=0, reason="ill", by_id=world.tara.id, at=NOW))  # fmt: skip
    assert start(test, world.lea, now=NOW).number == 3


def test_a_quiz_opens_and_closes_on_the_wall_of_the_installation(world):
    test = quiz(world, samples.CHOICE, opens="2022-03-24 20:31", closes="2022-03-24 21:00")
    with pytest.raises(Refused, match="opens on 24 March 2022, 20:31"):
        start(test, world.lea, now=NOW)
    attempt = start(test, world.lea, now=NOW + timedelta(minutes=1))
    assert attempt.due_at == NOW + timedelta(minutes=30)
    with pytest.raises(Refused, match="closed on 24 March 2022, 21:00"):
        start(test, world.lou, now=NOW + timedelta(minutes=30))
    assert start(test, world.lou, practice=True, now=NOW + timedelta(minutes=30)).due_at is None


def test_practice_and_what_staff_does_never_count(world):
    test = quiz(world, samples.CHOICE)
    practice = start(test, world.lea, practice=True, now=NOW)
    answer(practice, 1, RIGHT)
    hand_in(practice, now=NOW)
    assert practice.score == "1"
    assert start(test, world.tara, now=NOW).practice
    assert db.session.scalars(db.select(Result)).all() == []


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("best", [(False, "0"), (True, "1")]),
        ("last", [(False, "0"), (True, "1"), (False, "0")]),
        ("average", [(False, "0"), (True, "1/2"), (False, "1/3")]),
        ("first", [(False, "0")]),
    ],
)
def test_results_follow_one_another_by_the_grade_of_the_quiz(world, grade, expected):
    test = quiz(world, samples.CHOICE, grade=grade, pass_mark="1/2")
    for turn, raw in enumerate([WRONG, RIGHT, WRONG]):
        taken(test, world.lea, raw, NOW + timedelta(hours=turn))
    assert [row[:2] for row in results(world.lea)] == expected


def test_what_a_trainer_records_stands_until_the_attempts_come_to_something_else(world):
    test = quiz(world, samples.CHOICE, pass_mark="1/2")
    first = taken(test, world.lea, WRONG)
    record_result(test, world.lea, True, "in talk", by=world.tara, now=LATER)
    assert settle(first, now=LATER) is None, "nothing is different in the attempts"
    taken(test, world.lea, WRONG, LATER + timedelta(hours=1))
    assert results(world.lea)[-1][0] is True
    db.session.add(Marking(attempt_id=first.id, place=1, share="1", at=LATER, by_id=world.tara.id,
                           version_id=queries.items(first.id)[0].version.id))  # fmt: skip
    db.session.flush()
    settle(first, now=LATER + timedelta(hours=2))
    tara = world.tara.id
    assert results(world.lea) == [(False, "0", None), (True, None, tara), (True, "1", None)]


def test_an_attempt_that_waits_leaves_what_held_before_it(world):
    test = quiz(world, samples.ESSAY, pass_mark="1/2", grade="last")
    first = taken(test, world.lea, {"text": "My town"})
    assert (first.score, first.marked_at, results(world.lea)) == (None, None, [])
    second = taken(test, world.lea, {}, LATER)
    assert (second.score, results(world.lea)) == ("0", [(False, "0", None)])
    db.session.add(Marking(attempt_id=first.id, place=1, share="2/3", at=LATER,
                           version_id=queries.items(first.id)[0].version.id))  # fmt: skip
    db.session.flush()
    assert settle(first, now=LATER) is None, "the last one counts"
    assert Fraction(db.session.get(Attempt, first.id).score) == Fraction(2, 3)


def test_a_quiz_without_questions_is_held_on_paper(world):
    test = quiz(world, samples.CHOICE)
    test.content = {}
    with pytest.raises(Refused, match="no questions"):
        start(test, world.lea, now=NOW)


def test_a_draw_takes_what_fits_and_nobody_is_asked_twice(world):
    easy = [{**samples.CHOICE, "key": f"e{n}", "tags": ["easy"]} for n in range(8)]
    quiz(world, *easy, slug="pool")
    test = quiz(
        world, {"use": "e1", "points": 2}, {"draw": {"tags": ["easy"], "count": 5, "points": 1}}
    )
    keys = [item.question.key for item in queries.items(start(test, world.lea, now=NOW).id)]
    assert len(set(keys)) == len(keys) == 6
    assert keys[0] == "e1"


def test_an_attempt_whose_time_is_over_is_handed_in_by_itself(world, work):
    attempt = start(quiz(world, samples.CHOICE, minutes=10), world.lea, now=NOW)
    answer(attempt, 1, RIGHT)
    due = NOW + timedelta(minutes=10)
    look(due + timedelta(seconds=29))
    work(due + timedelta(seconds=29))
    assert attempt.handed_in_at is None, "what is on its way may still arrive"
    for _minute in range(2):
        look(due + timedelta(minutes=1))
        work(due + timedelta(minutes=1))
    assert (attempt.handed_in_at, attempt.closed_by, attempt.score) == (due, "time", "1")
    assert results(world.lea) == [(True, "1", None)]


@given(st.permutations(range(1, 6)), st.lists(st.sampled_from("ab"), min_size=5, max_size=5))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_of_arrival_the_same_counts(world, order, options):
    """Each answer has its own turn; those of a page that was slow may come last."""
    if not hasattr(world, "test"):
        world.test = quiz(world, samples.CHOICE)
    attempt = start(world.test, world.lea, now=NOW)
    for turn in order:
        answer(attempt, 1, {"option": options[turn - 1]}, turn=turn, token=f"t{turn}")
    assert queries.counting(attempt.id)[1].given == {"option": options[-1]}
    hand_in(attempt, now=NOW)
    assert 0 <= Fraction(attempt.score) <= 1
    score, marks = attempt.score, len(queries.markings([attempt.id]))
    mark_all(attempt, now=LATER)
    settle(attempt, now=LATER)
    assert (attempt.score, len(queries.markings([attempt.id]))) == (score, marks)


MARKABLE = [one for one in samples.ALL if one["type"] not in ("audio", "essay", "file")]


@given(st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_order_of_saving_each_answer_stays_as_given_and_the_score_the_same(
    world, data
):
    """Up to three answers to each question, each with its turn, arrive in two orders."""
    if not hasattr(world, "test"):
        world.test = quiz(world, *MARKABLE, grade="last", shuffle=False)
    scores, asked = [], None
    for _time in range(2):
        attempt = start(world.test, world.lea, now=NOW)
        if asked is None:
            asked = {item.place: item.question for item in queries.items(attempt.id)}
            given_ = {
                (place, turn): data.draw(answers(question))
                for place, question in asked.items()
                for turn in range(1, data.draw(st.integers(1, 3)) + 1)
            }
        for place, turn in data.draw(st.permutations(sorted(given_))):
            answer(attempt, place, given_[place, turn], turn=turn, token=f"t{turn}")
        for place, question in asked.items():
            last = max(turn for at, turn in given_ if at == place)
            expected = answer_of(question, given_[place, last])
            assert queries.counting(attempt.id)[place].given == expected
        hand_in(attempt, now=NOW)
        scores.append(attempt.score)
    assert scores[0] == scores[1]
