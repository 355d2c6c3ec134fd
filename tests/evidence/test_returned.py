"""What is typed of a list that came back: words, rows, ranges, times, and what cannot be taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.evidence.returned import ABSENT, AND, EXCUSED, LATE, LEFT, PRESENT, UNSIGNED, plain, read

WORDS = {
    "absent": ABSENT, "late": LATE, "left": LEFT, "excused": EXCUSED, "present": PRESENT,
    "unsigned": UNSIGNED, "and": AND, "odsoten": ABSENT, "zamuda": LATE, plain("غائب"): ABSENT,
    plain("متأخر"): LATE, "و": AND, plain("وحده"): UNSIGNED,
}  # fmt: skip


def said(text, last=30):
    """Each row as (mark, came, left); nothing may be wrong."""
    rows, wrong = read(text, WORDS, last)
    assert wrong == []
    return {row: (one.mark, one.came, one.left) for row, one in rows.items()}


def wrong(text, last=30):
    return [tuple(one) for one in read(text, WORDS, last)[1]]


def absent(*rows):
    return dict.fromkeys(rows, ("absent", "", ""))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("absent 4 7, late 3 20", {**absent(4, 7), 3: ("part", "", ""), 20: ("part", "", "")}),
        ("absent 4-7", absent(4, 5, 6, 7)),
        ("Absent 4. Absent 5.", absent(4, 5)),
        ("ABSENT 4 – 6; 9", absent(4, 5, 6, 9)),
        ("absent 4 and 7", absent(4, 7)),
        ("late 3 17:20", {3: ("part", "17:20", "")}),
        ("late 3 7.05", {3: ("part", "07:05", "")}),
        ("late 3 17:20 5 17:30", {3: ("part", "17:20", ""), 5: ("part", "17:30", "")}),
        ("late 3 4 17:20", {3: ("part", "17:20", ""), 4: ("part", "17:20", "")}),
        ("left 5 19:00", {5: ("part", "", "19:00")}),
        ("late 3 17:20, left 3 19:00", {3: ("part", "17:20", "19:00")}),
        ("late 3 17:20-19:00", {3: ("part", "17:20", "19:00")}),
        ("excused 8", {8: ("excused", "", "")}),
        ("late 8 17:20, excused 8", {8: ("part", "17:20", "")}),
        ("present 2", {2: ("present", "", "")}),
        ("absent 4\nabsent 4", absent(4)),
        ("Odsoten 4\nZamuda 3 17:20", {**absent(4), 3: ("part", "17:20", "")}),
        ("غائب ٤، ٧ ١٢؛ متأخّر ٣ ١٧:٢٠", {**absent(4, 7, 12), 3: ("part", "17:20", "")}),
        ("غائب ٤ ومتأخّر ٣ ١٧:٢٠", {**absent(4), 3: ("part", "17:20", "")}),
        ("غائب ٤ و٧ و ١٢", absent(4, 7, 12)),
        ("متأخر ٣ ١٧:٢٠ وحده ٣", {3: ("part", "17:20", "")}),
        ("absent\u200f 4\u202c", absent(4)),
        ("absent 04 ۷", absent(4, 7)),
    ],
)  # fmt: skip
def test_words_rows_and_times_are_read_in_every_script(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("absent 99", [("row", "99")]),
        ("absent 0", [("row", "0")]),
        ("absent 28-99", [("row", "99")]),
        ("absent 1-99999999999999999999", [("row", "999999999999")]),
        ("absent 3, late 3", [("twice", "3")]),
        ("late 3 17:20, late 3 17:30", [("twice", "3")]),
        ("absent 3, unsigned 3", [("twice", "3")]),
        ("abcent 3 4", [("word", "abcent")]),
        ("3 4", [("bare", "3"), ("bare", "4")]),
        ("absent", [("alone", "absent")]),
        ("absent, late 3", [("alone", "absent")]),
        ("absent 7-4", [("range", "7-4")]),
        ("absent 4 17:20", [("time", "17:20")]),
        ("17:20", [("time", "17:20")]),
        ("late 3 29:20", [("clock", "29:20")]),
        ("late 3 17:20-25:00", [("clock", "17:20-25:00")]),
        ("وهنا 4", [("word", "وهنا")]),
        ("andabsent 4", [("word", "andabsent")]),
        ("absent 4 / 5", [("other", "/")]),
        ("absent 1 " * 1000, [("long", "5000")]),
    ],
)
def test_what_cannot_be_taken_is_named(text, why):
    assert wrong(text) == why


def test_who_did_not_sign_was_there_all_the_same():
    rows, _wrong = read("unsigned 4, late 5 17:20, unsigned 5, absent 6", WORDS, 30)
    assert {row: (one.mark, one.signed) for row, one in rows.items()} == {
        4: ("present", False), 5: ("part", False), 6: ("absent", False),
    }  # fmt: skip


@given(st.text(max_size=300), st.integers(0, 60))
def test_any_text_is_read_and_no_row_is_invented(text, last):
    rows, _wrong = read(text, WORDS, last)
    assert all(1 <= row <= last for row in rows)


@given(st.text(alphabet="absent late left 0123456789 ٣٤ :.-,;\n", max_size=200))
def test_what_looks_like_rows_never_breaks(text):
    rows, _wrong = read(text, WORDS, 30)
    assert all(one.mark in ("present", "absent", "part", "excused") for one in rows.values())


MARKS = st.dictionaries(st.integers(1, 60), st.sampled_from([ABSENT, LATE, LEFT, EXCUSED, PRESENT]))


@given(MARKS, st.sampled_from([" ", ", ", "; ", "\n", "، "]), st.sampled_from(["0", "٠", "۰", "०"]))
def test_what_is_said_is_what_is_read(marks, gap, zero):
    """Row by row, in any order, with any separator, in the digits of any script."""
    digits = {ord("0") + n: ord(zero) + n for n in range(10)}
    text = gap.join(f"{word} {row}".translate(digits) for row, word in marks.items())
    rows, wrong = read(text, WORDS, 60)
    assert wrong == []
    assert {row: one.words for row, one in rows.items()} == {
        row: {word} for row, word in marks.items()
    }


@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_say_the_same_as_their_rows(wanted):
    runs, ordered = [], sorted(wanted)
    for row in ordered:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    short = " ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in runs)
    assert said(f"absent {short}", 60) == said(f"absent {' '.join(map(str, ordered))}", 60)
