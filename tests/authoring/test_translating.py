"""A translation line by line: what is ready, what must be looked at, what comes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.authoring import translating
from lms.authoring.translating import (
    Given,
    Line,
    Said,
    applied,
    as_said,
    assembled,
    counts,
    lines,
    place_of,
)
from lms.courses.blocks import State, aligned, digest, digests, joined, split

SOURCE = "# Hello\n\nOne.\n\nTwo."
TEXT = "# Pozdrav\n\nEna.\n\nDve."


def states(source, text, links):
    return [line.state.value for line in lines(source, text, links)]


def test_a_text_that_is_built_like_its_source_is_ready():
    assert states(SOURCE, TEXT, [None, None, None]) == ["ready", "ready", "ready"]


def test_a_block_whose_source_was_changed_is_stale_and_a_new_one_is_missing():
    changed = "# Hello\n\nOne, changed.\n\nTwo.\n\nThree."
    assert states(changed, TEXT, digests(SOURCE)) == ["ready", "stale", "ready", "missing"]
    assert counts(lines(changed, TEXT, digests(SOURCE))) == {
        "ready": 2, "stale": 1, "missing": 1, "of": 4,
    }  # fmt: skip


def test_what_is_left_alone_stays_stale_and_what_is_changed_or_called_right_is_ready():
    stale = lines("New.", "Staro.", [digest("Old.")])
    assert [line.state for line in stale] == [State.STALE]
    alone = as_said(stale[0])
    assert assembled([alone]) == ("Staro.", [digest("Old.")])
    assert assembled([alone._replace(right=True)]) == ("Staro.", [digest("New.")])
    assert assembled([alone._replace(text="Novo.")]) == ("Novo.", [digest("New.")])


def test_two_blocks_for_one_are_one_translation_and_one_of_its_own():
    said = Said("Ena.\n\nIn še ena.", digest("One."), "", "")
    assert assembled([said]) == ("Ena.\n\nIn še ena.", [digest("One."), None])


def test_two_lists_that_grow_together_are_one_block():
    said = [Said("- a", "1" * 16, "", ""), Said("- b", "2" * 16, "", "")]
    markdown, links = assembled(said)
    assert (split(markdown), links) == (["- a\n\n- b"], ["1" * 16])


def test_a_line_without_words_is_missing_again():
    said = [as_said(line)._replace(text="") for line in lines("One.", "Ena.", digests("One."))]
    assert assembled(said) == ("", [])


WORDS = st.lists(st.sampled_from(["a", "b", "# c", "- d", "| e |", "!!! tip"]), max_size=6)


@given(WORDS, WORDS, st.lists(st.sampled_from(["old", None]), max_size=6))
def test_a_translation_that_nobody_touches_stays_as_it_is(source, text, links):
    source, text = joined(source), joined(split(joined(text)))
    links = [*links, *[None] * len(split(text))][: len(split(text))]
    there = lines(source, text, links)
    again, _links = assembled(map(as_said, there))
    assert sorted(split(again)) == sorted(split(text)) or len(split(again)) < len(split(text))


@given(WORDS)
def test_every_line_has_one_link_for_each_of_its_blocks(texts):
    markdown, links = assembled(Said(text, digest(text), "", "") for text in texts)
    assert len(split(markdown)) == len(links)


def test_a_file_gives_words_to_the_blocks_that_it_names():
    there = lines("One.\n\nTwo.", "", [])
    given_back = [Given(digest("One."), "Ena."), Given(digest("Two."), "")]
    said, lost = applied(there, given_back)
    assert (assembled(said), lost) == (("Ena.", [digest("One.")]), 0)


def test_a_file_made_from_an_older_source_leaves_the_block_stale():
    there = lines("One, changed.", "", [])
    said, lost = applied(there, [Given(digest("One."), "Ena.")])
    markdown, links = assembled(said)
    assert (markdown, links, lost) == ("Ena.", [digest("One.")], 0)
    assert [pair.state for pair in aligned(digests("One, changed."), links)] == [State.STALE]


def test_what_a_translator_is_unsure_of_stays_stale():
    there = lines("One.", "", [])
    _markdown, links = assembled(applied(there, [Given(digest("One."), "Ena?", True)])[0])
    assert links == ["-" * 16]


def test_a_block_that_only_this_language_has_outlives_a_file():
    there = lines("One.", "Ena.\n\nSamo tu.", [digest("One."), None])
    said, _lost = applied(there, [Given(digest("One."), "Prva.")])
    assert assembled(said) == ("Prva.\n\nSamo tu.", [digest("One."), None])


@pytest.mark.parametrize("text", ["Gone.", "Gone.\n\nGone too."])
def test_what_has_no_place_any_more_is_counted(text):
    there = lines("One.", "Ena.", [digest("One.")])
    given_back = [Given(digest("One."), "Ena."), *(Given(digest(t), t) for t in split(text))]
    assert applied(there, given_back)[1] == len(split(text))


def test_a_line_says_of_which_source_it_is():
    assert lines("One.", "Ena.", digests("Was.")) == [
        Line(State.STALE, "One.", "Ena.", digest("One."), digest("Was."))
    ]


def test_what_the_lines_say_is_put_together_with_one_look_at_it(monkeypatch):
    """Twice as many lines are twice the work, not four times."""
    read = []
    whole = translating.split
    monkeypatch.setattr(translating, "split", lambda text: read.append(len(text)) or whole(text))

    def work(number):
        read.clear()
        markdown, links = assembled(Said(f"Line {n}.", "a" * 16, "", "") for n in range(number))
        assert (len(split(markdown)), len(links)) == (number, number)
        return sum(read)

    assert work(400) < 3 * work(200)


def test_a_line_that_goes_on_with_the_one_before_has_no_tie_of_its_own():
    said = [
        Said("- One", "a" * 16, "", ""),
        Said("- Two\n\nThree.", "b" * 16, "", ""),
        Said("Four.", "c" * 16, "", ""),
    ]
    markdown, links = assembled(said)
    assert split(markdown) == ["- One\n\n- Two", "Three.", "Four."]
    assert links == ["a" * 16, None, "c" * 16]
    assert [place_of(said, line) for line in (0, 2, 4, 6)] == [0, 1, 1, 2]
