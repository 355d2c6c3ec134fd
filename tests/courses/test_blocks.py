"""The blocks of a lesson: split, known again, and followed from one language to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courses import blocks
from lms.courses.blocks import Pair, State

LESSON = """\
# Hello

First words.

- one

- two

    still two

1. a
2. b

!!! tip "Look"
    Inside.

    Inside too.

| a | b |
|---|---|
| 1 | 2 |

```
code

more code
```

Term

:   Its meaning.

<div>

raw

</div>

last"""


def test_a_text_is_split_where_its_parts_stand_at_its_top():
    kinds = [blocks.kind(block) for block in blocks.split(LESSON)]
    assert kinds == ["h1", "p", "ul", "ol", "tip", "table", "code", "p", "p", "p"]


def test_split_and_joined_are_each_other_backwards():
    parts = blocks.split(LESSON)
    assert blocks.split(blocks.joined(parts)) == parts


LINES = st.lists(
    st.sampled_from(
        ["", "", "a", "- b", "1. c", "    d", "```", "# e", "!!! tip", "<div>", "</div>", "| f |"]
    ),
    max_size=25,
)


@given(LINES)
def test_whatever_is_written_its_blocks_are_found_again(lines):
    parts = blocks.split("\n".join(lines))
    assert blocks.split(blocks.joined(parts)) == parts
    words = [line for line in lines if line.strip()]
    kept = [line for part in parts for line in part.split("\n") if line.strip()]
    assert kept == words


def test_spaces_at_the_ends_of_lines_make_no_other_block():
    assert blocks.digest("a  \nb") == blocks.digest("a\nb\n")
    assert blocks.digest("a") != blocks.digest("b")


def test_a_translation_of_the_same_build_is_tied_by_its_order():
    assert blocks.tied("# A\n\nb", "# C\n\nd") == blocks.digests("# A\n\nb")
    assert blocks.tied("# A\n\nb", "d\n\n# C") == [None, None]


@pytest.mark.parametrize(
    ("source", "links", "pairs"),
    [
        ("abc", "abc", [("ready", 0, 0), ("ready", 1, 1), ("ready", 2, 2)]),
        ("aXc", "abc", [("ready", 0, 0), ("stale", 1, 1), ("ready", 2, 2)]),
        ("abXc", "abc", [("ready", 0, 0), ("ready", 1, 1), ("missing", 2, None), ("ready", 3, 2)]),
        ("ac", "abc", [("ready", 0, 0), ("left", None, 1), ("ready", 1, 2)]),
        ("ab", "a-b", [("ready", 0, 0), ("own", None, 1), ("ready", 1, 2)]),
        ("ab", "", [("missing", 0, None), ("missing", 1, None)]),
    ],
)
def test_the_state_of_each_block_follows_from_the_source_as_it_is_now(source, links, pairs):
    found = blocks.aligned(list(source), [None if link == "-" else link for link in links])
    assert found == [Pair(State(state), *places) for state, *places in pairs]


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from([*"abcdefg", None])))
def test_no_block_of_either_text_is_lost(source, links):
    pairs = blocks.aligned(source, links)
    assert [pair.source for pair in pairs if pair.source is not None] == list(range(len(source)))
    assert sorted(pair.text for pair in pairs if pair.text is not None) == list(range(len(links)))
    for pair in pairs:
        if pair.state == State.READY:
            assert source[pair.source] == links[pair.text]


def test_what_a_translator_left_as_it_was_stays_stale_and_what_was_changed_is_ready():
    before, links = ["x", "y"], ["old", "b"]
    assert blocks.tied_again(before, links, ["x", "z"], ["a", "b"]) == ["old", "b"]
    assert blocks.tied_again(before, links, ["w", "y"], ["a", "b"]) == ["a", "b"]
