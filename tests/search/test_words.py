"""How words are compared. The figures of these tests are all texts that there can be."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.search import words
from lms.search.words import folded, is_too_much, lines, looked_for, where

TEXT = st.text(max_size=200)
LETTERS = (
    "abcčćdđefghijklmnopqrsštuvwxyzžäöüéèñ" + "абвгдежзийклмнопрстуфхцчшщъыьэюя" + "αβγδεζηθάέ"
)


@given(TEXT)
def test_what_is_normalised_stays_as_it_is(text):
    assert folded(folded(text)) == folded(text)


@given(TEXT, st.sampled_from(["sl", "en", "ar", "de", "", "pt-BR"]))
def test_there_is_a_line_for_each_word_that_people_see(text, language):
    seen = text.split()
    found = lines(text, language).split("\n")
    assert len(found) == max(1, len(seen))
    assert all(re.fullmatch(r"[^\W_]*", "".join(letters(line).split())) for line in found)


def letters(line):
    """Without marks that stand by themselves in some scripts."""
    return "".join(sign for sign in line if unicodedata.category(sign)[0] != "M")


@given(st.text(LETTERS, min_size=1, max_size=20))
def test_capitals_and_accents_do_not_matter(word):
    plain = folded(word)
    assert folded(word.upper()) == plain
    assert folded(unicodedata.normalize("NFD", word)) == plain
    assert not any(unicodedata.combining(sign) for sign in plain)


@given(st.text(LETTERS, min_size=2, max_size=30), st.sampled_from(["sl", "bs", "en", "de"]))
def test_every_word_is_found_by_itself_and_by_its_beginning(word, language):
    text = lines(f"before {word} after", language)
    for typed in (word, word.upper(), word[: max(2, len(word) // 2)]):
        assert where(looked_for(typed)).search(text), typed


@given(TEXT)
def test_a_query_has_only_letters_and_digits_and_few_words(typed):
    found = looked_for(typed * 60)
    assert len(found) <= words.MOST_WORDS
    for one in found:
        assert 0 < len(one.word) <= words.LONGEST_WORD
        for part in (one.word, *one.whole):
            assert not re.search(r"[\s\"'*:&|!()^\\-]", part)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sl", "žaga žage žagi žago žag žagah žagam žagami ZAGE"),
        ("sl", "računalnik računalnika računalniku računalnikom računalniki računalnikov"),
        ("sl", "novega novemu novim novih nova novo"),
        ("bs", "kuća kuće kući kuću kućama"),
        ("en", "city cities"),
        ("en", "house houses"),
        ("en", "box boxes"),
        ("ar", "المدرسة مدرسة مَدْرَسة والمدرسة بالمدرسة"),
        ("ar", "إيمان ايمان أيمان"),
        ("fa", "کتاب كتاب"),
    ],
)
def test_forms_of_a_word_meet(language, forms):
    forms = forms.split()
    if language == "bs":
        forms.remove("kućama")  # -ama is no ending here: the beginning finds it
    for written in forms:
        for typed in forms:
            assert where(looked_for(typed)).search(lines(written, language)), (written, typed)


@pytest.mark.parametrize(
    ("written", "typed"), [("pes", "psa"), ("okno", "oken"), ("sol", "solza"), ("bus", "bu s")]
)
def test_what_the_rules_do_not_know_does_not_meet(written, typed):
    words_ = looked_for(typed)
    assert not all(where([one]).search(lines(written, "sl")) for one in words_)


def test_digits_are_digits_in_every_script():
    assert folded("٢٠٢٢ ۲۰۲۲ २०२२ ２０２２ ²") == "2022 2022 2022 2022 2"


def test_signs_that_nobody_sees_do_not_part_a_word():
    assert folded("ti\u00adme \u202ewo\u200brd") == "time word"


def test_much_at_once_is_noticed():
    assert not is_too_much("one two three")
    assert is_too_much("one two three four five six seven eight nine")
    assert is_too_much("x" * 10_000)
    assert len(looked_for("word " * 5000 + "other")) == 1
