"""Tables of questions, CSV and XLSX: one row a question, and back again."""

import csv
import io

import pytest

from lms.questions import plain, read
from lms.questions.formats import Note, Unreadable
from lms.questions.formats.table import read as read_table
from lms.questions.formats.table import write, write_xlsx
from tests.questions import samples

HEAD = "type,prompt,option_1,option_2,option_3,right"


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def found(*lines, head=HEAD):
    return read_table("\n".join([head, *lines]).encode(), "en")


def only(*lines, head=HEAD):
    outcome = found(*lines, head=head)
    assert (outcome.changed, outcome.dropped) == ([], [])
    [one] = outcome.questions
    return {name: value for name, value in one.plain.items() if name != "key"}


def test_a_choice_names_the_number_of_its_right_option():
    assert only("choice,What locks?,A key,A cup,,1") == {
        "type": "choice", "prompt": {"en": "What locks?"},
        "options": [{"text": {"en": "A key"}, "right": True}, {"text": {"en": "A cup"}}],
    }  # fmt: skip


def test_shares_stand_beside_the_numbers():
    one = only("choices,Safe?,a,b,c,1=50%; 2=1/2; 3=-1")
    assert one["partial"] == "shares"
    assert [option["share"] for option in one["options"]] == ["50%", "1/2", "-1"]


def test_texts_may_stand_in_more_languages():
    one = only(
        "choice,What?,Kaj?,a,b,1,Glej",
        head="type,prompt,prompt.sl,option_1,option_2,right,feedback_wrong.sl",
    )
    assert one["prompt"] == {"en": "What?", "sl": "Kaj?"}
    assert one["feedback"] == {"wrong": {"sl": "Glej"}}


def test_pairs_gaps_and_numbers():
    assert only("match,Match,kruh -> bread,voda -> water,-> salt,")["extra"] == [
        {"text": {"en": "salt"}}
    ]
    assert only("cloze,Jaz [a] iz [b].,sem|som,*Sirije|Sirija,,")["gaps"] == {
        "a": {"answers": [{"text": "sem"}, {"text": "som"}]},
        "b": {"options": [{"text": "Sirije", "right": True}, {"text": "Sirija"}]},
    }
    assert only("number,How far?,1500:50,1500:200,,2=50%")["answers"] == [
        {"value": "1500", "tolerance": "50"}, {"value": "1500", "tolerance": "200", "share": "50%"},
    ]  # fmt: skip


def test_a_file_with_semicolons_from_a_spreadsheet_is_read():
    outcome = read_table(b"\xef\xbb\xbftype;prompt;right\r\ntrue_false;It rains.;T\r\n", "en")
    assert outcome.questions[0].plain["answer"] == "true"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("riddle,What?,a,b,,1", "type: choose one of these"),
        ("choice,What?,a,b,,3", 'right: "3" is no number of an option.'),
        ("choice,What?,a,b,,", "No option is right"),
        ("match,What?,a,b,,", "left -> right"),
        ("cloze,What [1]?,a,b,,", "1 gaps"),
        ("number,What?,many,,,", "exact number"),
        ("choice,,a,b,,1", "Write what is asked"),
    ],
)
def test_what_cannot_be_taken_is_dropped_with_its_row(line, why):
    outcome = found(line, "true_false,It rains.,,,,true")
    assert [one.item for one in outcome.questions] == ["Row 3"]
    [note] = outcome.dropped
    assert note.item == "Row 2"
    assert why in note.reason


def test_columns_that_are_not_known_are_told():
    outcome = found("essay,Write.,x", head="type,prompt,colour")
    assert outcome.changed == [Note("Row 1", 'The column "colour" is not known.')]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a,b\n1,2\n", b"type\nchoice\n"])
def test_what_is_no_such_table_is_refused(content):
    with pytest.raises(Unreadable):
        read_table(content, "en")


@pytest.mark.parametrize("writer", [write, write_xlsx])
def test_what_was_exported_imports_back_the_same(writer):
    asked = [read(one, "en")[0] for one in samples.ALL]
    made = writer("Bank", asked, None, "en")
    outcome = read_table(made.content, "en")
    assert (outcome.changed, outcome.dropped) == ([], [])
    assert [note.item for note in made.dropped] == ["where"]
    said = [plain(read(one.plain, "en")[0]) for one in outcome.questions]
    assert said == [plain(one) for one in asked if one.key != "where"]


def test_what_looks_like_a_formula_is_harmless_and_comes_back():
    given = {"key": "q", "type": "text", "prompt": "=1+1", "answers": ["-2", "+2", "@x"]}
    asked = read(given, "en")[0]
    made = write("Bank", [asked], None, "en")
    [row] = csv.DictReader(io.StringIO(made.content.decode("utf-8-sig")))
    assert row["prompt"] == "'=1+1"
    [one] = read_table(made.content, "en").questions
    assert plain(read(one.plain, "en")[0]) == plain(asked)


def test_a_cell_that_was_edited_wins_over_the_last_column():
    given = {
        "key": "q", "type": "choice", "prompt": "What?", "hint": "Think",
        "options": [{"text": "a", "right": True, "picture": "../media/a.webp",
                     "picture_words": "A"}, "b"],
    }  # fmt: skip
    made = write("Bank", [read(given, "en")[0]], None, "en")
    assert made.changed[0].reason == "Other programs do not see: more of the options."
    outcome = read_table(made.content.replace(b"What?", b"Which?"), "en")
    assert outcome.questions[0].plain["options"][0]["picture"] == "../media/a.webp"
    outcome = read_table(made.content.replace(b",a,b,", b",c,b,"), "en")
    assert outcome.questions[0].plain["options"][0]["text"] == {"en": "c"}
    assert "more of the options" in outcome.changed[0].reason
