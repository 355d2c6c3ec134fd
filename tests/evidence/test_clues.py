"""Whom a name means: what is certain, what is a guess, and nothing by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.evidence import clues
from lms.evidence.clues import NOBODY, Crowd, Known

LEA = Known(1, "A-01", "Lea Novak", "ليا نوفاك", "lea@example.org", is_here=True)
LOU = Known(2, "A-02", "Lou Žagar", None, "lou@example.org", is_here=True)
OTHER_LEA = Known(3, "B-07", "Lea Novakovič", None, None)
TARA = Known(4, "T-1", "Tara Kos", None, "tara@example.org", is_staff=True)
TWIN, OTHER_TWIN = (Known(n, f"A-1{n}", "Ana Kranjc", is_here=True) for n in (5, 6))
PEOPLE = [LEA, LOU, OTHER_LEA, TARA, TWIN, OTHER_TWIN]


def find(name, email="", decided=None):
    return Crowd(PEOPLE, decided or {}).find(name, email)


@pytest.mark.parametrize(
    ("name", "email", "who", "why"),
    [
        ("whatever", "LEA@example.org", LEA, clues.EMAIL),
        ("Lea Novak", "", LEA, clues.NAME),
        ("  NOVAK,  lea ", "", LEA, clues.NAME),
        ("ليا نوفاك", "", LEA, clues.NAME),
        ("\u202eLea Novak\u202c 🌻", "", LEA, clues.NAME),
        ("lou zagar", "", LOU, clues.NAME),
        ("Moj telefon (Lou Žagar)", "", LOU, clues.NAME),
        ("Lea (a-02)", "", LOU, clues.CODE),
        ("A-01", "", LEA, clues.CODE),
    ],
)
def test_what_is_certain(name, email, who, why):
    assert find(name, email)[:2] == (who.id, why)


@pytest.mark.parametrize(("name", "email"), [("Tara Kos", ""), ("T.", "tara@example.org")])
def test_staff_are_never_taken_for_learners(name, email):
    assert find(name, email)[:2] == (NOBODY, clues.STAFF)


@pytest.mark.parametrize(
    ("name", "guesses"),
    [
        ("Lea Nowak", [1, 3]),
        ("Lea", [1, 3]),
        ("Ana Kranjc", [5, 6]),
        ("Lea Novakovič", [3, 1]),  # she is not on the register
        ("Zoom user", []),
        ("🌻", []),
        ("A-01 and A-02", []),
        ("", []),
    ],
)
def test_all_else_is_a_guess(name, guesses):
    found = find(name)
    assert (found.person, found.is_certain) == (None, False)
    assert [one for one in Crowd(PEOPLE).guesses(name) if one in guesses] == guesses


def test_a_decision_is_remembered_but_not_of_what_anybody_can_be_called():
    assert find("Mamica", decided={"mamica": 2})[:2] == (2, clues.DECIDED)
    assert find("MAMICA ", decided={"mamica": NOBODY})[:2] == (NOBODY, clues.DECIDED)
    phone = find("iPhone (2)", decided={"iphone (2)": 2})
    assert not phone.is_certain
    assert Crowd(PEOPLE).guesses("iPhone (2)", phone.first) == [2]


def test_a_decision_about_a_name_with_an_address_is_not_one_about_the_name_alone():
    assert clues.key("Lea  N.", "L@Example.org") == "lea n. <l@example.org>"
    assert clues.key("Lea N.", "") == "lea n."


NAMES = st.text(max_size=30) | st.sampled_from(["Lea", "Lou Z", "Ana Kranjc", "A-02", "T-1 x"])


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(name, random):
    mixed = random.sample(PEOPLE, len(PEOPLE))
    assert Crowd(mixed).find(name, "") == Crowd(PEOPLE).find(name, "")
    assert Crowd(mixed).guesses(name) == Crowd(PEOPLE).guesses(name)


@given(NAMES)
def test_a_name_is_shown_in_one_line_and_kept_within_its_bounds(name):
    assert len(clues.key(name * 20, "a" * 300)) <= 300
    assert "\n" not in clues.shown(name)
    assert clues.shown(clues.shown(name)) == clues.shown(name)
    assert clues.key(clues.shown(name), "") == clues.key(name, "")
