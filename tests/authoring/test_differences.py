"""What is different between two texts: shown word by word, as far as that is worth its work."""

from difflib import SequenceMatcher

import pytest

from lms.authoring import differences
from lms.authoring.differences import MOST_OF_ALL, PAIRS, How, difference


def together(*parts):
    return "\n\n".join(parts)


def test_a_word_that_was_changed_is_shown_in_its_block():
    (part,) = difference("Press the red button now.", "Press the green button now.")
    assert part.how == How.CHANGED
    assert "".join(piece.text for piece in part.pieces if piece.how != How.ADDED) == part.old
    assert "".join(piece.text for piece in part.pieces if piece.how != How.REMOVED) == part.new
    assert [piece.text for piece in part.pieces if piece.how == How.ADDED] == ["green"]


def test_spaces_do_not_make_a_block_long():
    old, new = ("word " * 400 + end for end in ("one", "two"))
    assert difference(old, new)[0].how == How.CHANGED


TEXTS = {
    "all of a long text rewritten": [
        together(*(" ".join(f"w{block}x{n + turn}" for n in range(400)) for block in range(60)))
        for turn in (0, 150)
    ],
    "the same words again and again": [
        together(*("la " * 600 + f"{end}{block}" for block in range(100))) for end in "ab"
    ],
}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_only_so_many_words_are_compared_and_nothing_is_left_out(texts, monkeypatch):
    compared, pairs = [], []

    class Counting(SequenceMatcher):
        def ratio(self):
            compared.append(sum(not one.isspace() for one in [*self.a, *self.b]))
            pairs.append(sum(len(self.b2j.get(one, ())) for one in self.a))
            return super().ratio()

    monkeypatch.setattr(differences, "SequenceMatcher", Counting)
    parts = difference(*texts)
    assert sum(compared) <= MOST_OF_ALL
    assert sum(pairs) <= MOST_OF_ALL * PAIRS
    assert together(*(part.old for part in parts if part.old)).split() == texts[0].split()
    assert together(*(part.new for part in parts if part.new)).split() == texts[1].split()


def test_blocks_that_share_few_words_are_not_compared(monkeypatch):
    monkeypatch.setattr(SequenceMatcher, "ratio", None)
    parts = difference("One two three four.", "Five six seven eight.")
    assert [part.how for part in parts] == [How.REMOVED, How.ADDED]
