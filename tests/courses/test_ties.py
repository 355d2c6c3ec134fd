"""How a file says which blocks of the source a translation was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courses import ties
from lms.courses.blocks import UNKNOWN, State, aligned

NAMES = st.sampled_from("abcdefgh")


def states(source, links):
    return [(pair.state, pair.source, pair.text) for pair in aligned(source, links)]


@given(
    st.lists(NAMES, max_size=12, unique=True),
    st.lists(st.none() | NAMES | st.just("z"), max_size=12),
)
def test_every_state_survives_the_way_there_and_back(source, links):
    words = ties.written(source, links)
    if words == ties.OWN:
        assert not any(links)
        return
    again = ties.links_of(ties.read(words, len(links)), source)
    assert states(source, again) == states(source, links)
    assert ties.written(source, again) == words


@pytest.mark.parametrize(
    ("links", "words"),
    [
        (["a", "b", "c", "d"], "1-4"),
        (["a", "x", "c", "d"], "1, 2*, 3-4"),
        (["a", "b", None, "c", "d"], "1-2, 0, 3-4"),
        (["a", "d"], "1, 4"),
        (["a", "b", "c", "d", "x"], "1-4, x"),
        ([None, None], "own"),
    ],
)
def test_it_reads_well(links, words):
    assert ties.written(["a", "b", "c", "d"], links) == words


@pytest.mark.parametrize(
    "words", ["", "a", "3-1", "0-2", "0*", "1-999999", "1,,2", "-1", "1 2", "1-3", "99999-100000"]
)
def test_what_cannot_be_meant_is_not_read(words):
    assert ties.read(words, 2) is None


def test_a_stale_block_is_tied_to_no_block_that_there_is():
    assert ties.links_of(ties.read("1, 2*, 0, x", 4), ["a", "b"]) == ["a", UNKNOWN, None, UNKNOWN]
    with pytest.raises(IndexError):
        ties.links_of(ties.read("3", 1), ["a", "b"])


def test_states_are_those_of_blocks():
    found = aligned(["a", "b"], ties.links_of(ties.read("1, 2*", 2), ["a", "b"]))
    assert [pair.state for pair in found] == [State.READY, State.STALE]
