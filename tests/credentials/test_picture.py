"""The picture of a badge: exact, readable on every colour, harmless whatever a title says."""

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.picture import SIGNS, Badge, draw, lettering, lines_of

BADGE = Badge(
    "migrant", "Digital and Local", "Adult Education Centre Jesenice", "49 of 60 hours of 45 min",
    "Badge: Digital and Local", "#1d3557", 2205, 2700, 45,
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def dial(badge):
    """How many pieces are faint, and how many gold."""
    faint, gold = 0, 0
    for path in ElementTree.fromstring(draw(badge)).find(f"{SVG}g").iter(f"{SVG}path"):
        pieces = path.get("d").count("M")
        if path.get("stroke-opacity"):
            faint = pieces
        else:
            gold = pieces
    return faint, gold


def test_each_piece_of_the_dial_is_a_unit_and_those_attended_are_gold():
    assert dial(BADGE) == (11, 49)


def test_a_unit_that_was_not_attended_in_full_is_not_gold():
    assert dial(BADGE._replace(done=2204)) == (12, 48)


@pytest.mark.parametrize(
    ("done", "asked", "found"),
    [(0, 2700, (60, 0)), (2700, 2700, (0, 60)), (9999, 2700, (0, 60)), (45, 45, (0, 1)),
     (0, 0, (1, 0)), (45 * 500, 45 * 1000, (60, 60))],
)  # fmt: skip
def test_the_dial_at_its_edges(done, asked, found):
    assert dial(BADGE._replace(done=done, asked=asked)) == found


@pytest.mark.parametrize("track", [*SIGNS, "another"])
def test_each_track_has_a_sign(track):
    assert ElementTree.fromstring(draw(BADGE._replace(track=track))) is not None


def test_who_cannot_see_it_is_told_what_it_says():
    root = ElementTree.fromstring(draw(BADGE))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Badge: Digital and Local")


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_its_letters_can_be_read_on_every_colour(colour):
    def light(one):
        parts = [int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(colour), light(lettering(colour))))
    assert (high + 0.05) / (low + 0.05) >= 4


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_a_title_says_it_is_one_picture_without_anything_active(title, organisation):
    drawn = draw(BADGE._replace(title=title, organisation=organisation, words=title))
    root = ElementTree.fromstring(drawn)
    tags = set(re.findall(r"<(\w+)", drawn))
    assert tags <= {"svg", "circle", "g", "path", "text"}
    assert len(root.findall(f"{SVG}text")) <= 6


def test_a_long_title_stays_in_three_lines():
    found = lines_of("word " * 1000, 20, 3)
    assert len(found) == 3
    assert found[-1].endswith("…")
