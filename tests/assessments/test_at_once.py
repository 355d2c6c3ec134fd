"""Quizzes are begun, answered, handed in and marked at the same moment. Real processes, on both
databases."""

from datetime import timedelta

from sqlalchemy import func, select

from lms.assessments import queries
from lms.assessments.actions import start
from lms.assessments.models import Attempt, Marking, Response, Result
from lms.assessments.queries import marks
from lms.db import db
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW
from tests.coursework.test_at_once import pressed
from tests.questions import samples

ROUNDS = 6
ESSAY = {**samples.ESSAY, "points": 1}


def quizzes(world, *questions, **settings):
    """One for each round."""
    made = []
    for number in range(ROUNDS):
        own = [{**one, "key": f"{one['key']}-{number}"} for one in questions]
        made.append(quiz(world, *own, slug=f"check-{number}", **settings))
    return made


def judged(attempt, points):
    """What a trainer presses to mark the first answer of an attempt."""
    [seen] = marks.everything(attempt.id, 1)
    typed = {"points_1": str(points), "last": str(seen.last.id), "said": ""}
    return f"/marking/attempts/{attempt.id}/1", typed


def test_two_attempts_of_one_person_marked_at_once_come_to_the_best_of_both(world, database_url):
    tests = quizzes(world, ESSAY, pass_mark="1/2", grade="best")
    good, bad = [], []
    for test in tests:
        for heap, points in ((good, 1), (bad, 0)):
            heap.append(judged(taken(test, world.lea, {"text": "My town."}), points))
    told = pressed(database_url, (world.tara, good), (world.ema, bad))
    assert told == [(303, 303)] * ROUNDS
    for test in tests:
        own = select(Result).filter_by(assessment_id=test.id).order_by(Result.id.desc())
        last = db.session.scalars(own).first()
        assert (last.passed, last.score) == (True, "1"), "what came last reads both marks"


def test_begun_twice_at_once_it_is_one_attempt(world, database_url):
    tests = quizzes(world, samples.CHOICE, attempts=1)
    begun = [(f"/quizzes/{test.id}/attempts", {}) for test in tests]
    told = pressed(database_url, (world.lea, begun), (world.lea, begun))
    assert told == [(303, 303)] * ROUNDS
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == ROUNDS


def test_an_answer_that_was_taken_while_it_is_handed_in_is_marked(world, database_url):
    made = [start(test, world.lea, now=NOW) for test in quizzes(world, samples.TEXT)]
    db.session.commit()
    typed = {"p1-text": "kruh", "p1-turn": "1", "p1-token": "a"}
    saves = [(f"/attempts/{one.id}/questions/1", typed) for one in made]
    hands = [(f"/attempts/{one.id}/handing-in", {}) for one in made]
    told = pressed(database_url, (world.lea, saves), (world.lea, hands))
    for attempt, (saved, handed) in zip(made, told, strict=True):
        kept = queries.counting(attempt.id).get(1)
        assert (handed, attempt.state, kept is not None) == (303, "marked", saved == 303), told
        assert saved in (303, 409), told
        [marked] = db.session.scalars(select(Marking).filter_by(attempt_id=attempt.id))
        assert marked.response_id == (kept.id if kept else None)
        assert attempt.score == ("1" if kept else "0")
    found = db.session.scalar(select(func.count()).select_from(Response))
    assert found == sum(saved == 303 for saved, _handed in told)


def test_an_overdue_attempt_that_is_handed_in_by_two_is_handed_in_once(world, database_url):
    """One begins anew, which closes the old one; the other hands the old one in."""
    tests = quizzes(world, samples.CHOICE, minutes=10)
    old = [start(test, world.lea, now=NOW - timedelta(hours=1)) for test in tests]
    db.session.commit()
    begins = [(f"/quizzes/{test.id}/attempts", {}) for test in tests]
    hands = [(f"/attempts/{one.id}/handing-in", {}) for one in old]
    told = pressed(database_url, (world.lea, begins), (world.lea, hands))
    assert told == [(303, 303)] * ROUNDS, "neither waits for the other for ever"
    for attempt in old:
        marked = select(func.count()).select_from(Marking).filter_by(attempt_id=attempt.id)
        assert db.session.scalar(marked) == 1
    assert db.session.scalar(select(func.count()).select_from(Result)) == ROUNDS
