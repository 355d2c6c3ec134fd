"""Who may write a shared course learns what the answers say, and nothing of a few people whom
others look after."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.assessments.queries import figures
from lms.assessments.rules.discreet import hidden
from lms.assessments.statistics import LEAST
from lms.db import db
from tests.assessments.quizzes import quiz, taken
from tests.cast import enrol, person
from tests.questions import samples
from tests.visitor import Visitor

RIGHT, WRONG, THIRD = ({"option": name} for name in "abc")


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 12), max_size=6))
def test_what_is_hidden_holds_every_small_cell_and_cannot_be_reckoned_from_the_rest(cells):
    found = hidden(cells)
    assert found >= {name for name, number in cells.items() if 0 < number < LEAST}
    if found:
        assert sum(cells[name] for name in found) >= LEAST or found == set(cells)
    elif cells:
        assert all(number == 0 or number >= LEAST for number in cells.values())


@pytest.fixture
def asked(world):
    """A quiz of a course that groups A and B have; each has a trainer of its own."""
    world.test = quiz(world, samples.CHOICE, samples.TEXT, pass_mark="1", title="Phones")
    return world


NUMBERS = itertools.count()


def crowd(world, group, number, *answers):
    for _n in range(number):
        somebody = person(f"{group.slug}-{next(NUMBERS)}", world.centre)
        db.session.add(enrol(somebody, group))
        db.session.commit()
        taken(world.test, somebody, *answers)


def lock_of(world, viewer, group=None):
    number, told = figures.told(world.test, viewer, group and group.id)
    by_key = {one.question.key: one for one in told}
    return number, by_key["lock"], by_key["bread"]


def times(told):
    return [(one.name, one.times) for one in told.chosen]


def test_of_others_small_numbers_and_typed_words_are_hidden(asked, app):
    crowd(asked, asked.a, 6, RIGHT, {"text": "kruh"})
    crowd(asked, asked.a, 5, THIRD, {"text": "my neighbour"})
    crowd(asked, asked.a, 1, WRONG, None)
    number, lock, bread = lock_of(asked, asked.sam)
    assert (number, lock.discreet) == (12, True)
    assert times(lock) == [("a", 6), ("b", None), ("c", None)], "b alone could be reckoned"
    assert bread.chosen == []
    assert bread.figures.blank is None
    sam = Visitor(app).sign_in(asked.sam)
    page = sam.visit(f"/marking/quizzes/{asked.test.id}/figures").text("main")
    assert "my neighbour" not in page
    assert "Of people whom you do not look after" in page
    assert "not said" in page
    number, lock, bread = lock_of(asked, asked.tara)
    assert times(lock) == [("a", 6), ("b", 1), ("c", 5)], "who looks after them sees all"
    assert ("my neighbour", 5) in times(bread)
    tara = Visitor(app).sign_in(asked.tara)
    page = tara.visit(f"/marking/quizzes/{asked.test.id}/figures").text("main")
    assert "Of people whom you do not look after" not in page


def test_fewer_than_five_others_are_left_out_so_that_no_difference_tells_of_them(asked):
    crowd(asked, asked.b, 6, RIGHT, {"text": "kruh"})
    crowd(asked, asked.a, 4, WRONG, {"text": "my neighbour"})
    number, lock, bread = lock_of(asked, asked.sam)
    assert (number, lock.figures.attempts, lock.figures.facility) == (6, 6, 1)
    assert times(lock) == [("a", 6), ("b", 0), ("c", 0)]
    assert times(bread) == [("kruh", 6)]
    number, mine, _bread = lock_of(asked, asked.sam, asked.b)
    assert (number, times(mine)) == (6, times(lock))


def test_a_part_that_tells_how_few_had_it_right_is_hidden_and_large_ones_are_told(asked):
    crowd(asked, asked.a, 10, RIGHT, {"text": "kruh"})
    crowd(asked, asked.a, 2, WRONG, {"text": "kruh"})
    _number, lock, bread = lock_of(asked, asked.sam)
    assert (lock.figures.attempts, lock.figures.facility, lock.figures.blank) == (12, None, 0)
    assert times(lock) == [("a", None), ("b", None), ("c", None)]
    assert (bread.figures.facility, bread.chosen) == (1, [])
