"""GIFT, as Moodle documents it: every type, signs, weights, feedback; and back again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.questions import plain, read
from lms.questions.formats import Note, Unreadable
from lms.questions.formats.gift import read as read_gift
from lms.questions.formats.gift import write
from tests.questions import samples


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def found(text, language="en"):
    return read_gift(text.encode() if isinstance(text, str) else text, language)


def only(text, language="en"):
    """The one question of a text, of which nothing was changed, without its key."""
    outcome = found(text, language)
    assert (outcome.changed, outcome.dropped) == ([], [])
    [one] = outcome.questions
    return {name: value for name, value in one.plain.items() if name != "key"}


def test_one_choice_has_its_right_answer_after_an_equals_sign_and_feedback_after_a_hash():
    assert only("::Lock::What locks?{=A key#Yes ~A cup#No, drink of it\n~A shoe}") == {
        "type": "choice",
        "prompt": {"en": "What locks?"},
        "options": [
            {"text": {"en": "A key"}, "right": True, "feedback": {"en": "Yes"}},
            {"text": {"en": "A cup"}, "feedback": {"en": "No, drink of it"}},
            {"text": {"en": "A shoe"}},
        ],
    }


def test_weights_without_an_equals_sign_make_several_choices_and_a_third_is_exact():
    one = only("Safe? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-50%d}")
    assert (one["type"], one["partial"]) == ("choices", "shares")
    assert [option.get("share") for option in one["options"]] == ["1/3", "1/3", "1/3", "-1/2"]


def test_a_right_answer_beside_a_half_right_one():
    one = only("Where? {=Here ~%50%There ~Nowhere}")
    assert one["options"][1] == {"text": {"en": "There"}, "share": "1/2"}


@pytest.mark.parametrize(
    ("body", "answer"), [("T", True), ("TRUE", True), ("F", False), ("false", False)]
)
def test_true_or_false(body, answer):
    assert only(f"It rains. {{{body}}}")["answer"] is answer


def test_of_true_or_false_the_first_feedback_is_for_who_was_wrong():
    one = only("It rains. {T#Look up#So it does####Take a coat}")
    assert one["feedback"] == {
        "wrong": {"en": "Look up"}, "right": {"en": "So it does"}, "always": {"en": "Take a coat"},
    }  # fmt: skip


def test_short_answers_with_weights_in_which_accents_count_as_in_moodle():
    assert only("Bread? {=kruh =%50%kruhek#Nearly =%0%*#Say it again}", "sl") == {
        "type": "text",
        "prompt": {"sl": "Bread?"},
        "accents": True,
        "answers": [
            {"text": "kruh"}, {"text": "kruhek", "share": "1/2", "feedback": {"sl": "Nearly"}},
        ],
        "feedback": {"wrong": {"sl": "Say it again"}},
    }  # fmt: skip


def test_a_star_that_stands_for_any_letters_is_told():
    outcome = found("::B::Bread? {=kruh =kru*}\n\n::C::Star? {=\\*}\n\n::D::Any? {=a*}")
    assert outcome.changed == [
        Note("B", '"kru*" was left out: a star cannot stand for any letters.')
    ]
    assert [one.plain["answers"] for one in outcome.questions] == [
        [{"text": "kruh"}], [{"text": "*"}],
    ]  # fmt: skip
    assert [note.item for note in outcome.dropped] == ["D"]


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ("#3:0.5", [{"value": "3", "tolerance": "1/2"}]),
        ("#3", [{"value": "3"}]),
        ("#-1,5", [{"value": "-3/2"}]),
        ("#1..5", [{"value": "3", "tolerance": "2"}]),
        ("#=1822:0 =%50%1822:2", [{"value": "1822"},
                                  {"value": "1822", "tolerance": "2", "share": "1/2"}]),
        ("#1.5e3", [{"value": "1500"}]),
    ],
)  # fmt: skip
def test_numbers_with_a_tolerance_a_range_and_several_answers(body, answers):
    assert only(f"How many? {{{body}}}")["answers"] == answers


def test_pairs_and_a_right_side_that_belongs_to_nothing():
    one = only("Match. {=kruh -> bread\n=voda -> water\n= -> salt}")
    assert one["pairs"] == [
        {"left": {"en": "kruh"}, "right": {"en": "bread"}},
        {"left": {"en": "voda"}, "right": {"en": "water"}},
    ]
    assert (one["extra"], one["partial"]) == ([{"text": {"en": "salt"}}], "each")


def test_a_missing_word_is_a_gap_in_the_text():
    assert only("Jaz {=sem ~si ~je} iz Sirije.", "sl") == {
        "type": "cloze",
        "prompt": {"sl": "Jaz [1] iz Sirije."},
        "gaps": {"1": {"options": [
            {"text": {"sl": "sem"}, "right": True}, {"text": {"sl": "si"}}, {"text": {"sl": "je"}},
        ]}},
    }  # fmt: skip
    assert only("Two {=and =&} two.")["gaps"] == {
        "1": {"answers": [{"text": "and"}, {"text": "&"}], "accents": True}
    }


def test_free_text_has_empty_braces_and_what_only_tells_something_is_dropped():
    assert only("Write. {}")["type"] == "essay"
    outcome = found("Read this first.\n\nWrite. {}")
    assert [note.item for note in outcome.dropped] == ["Line 1"]


def test_signs_that_are_escaped_are_only_signs():
    one = only(r"::a\:b::Is 1 \= 1 \{really\} \~ \# C\:\\dir?\nYes{=\=x\#y ~z \-> q}")
    assert one["prompt"] == {"en": "Is 1 = 1 {really} ~ # C:\\dir?\nYes"}
    assert one["options"][0]["text"] == {"en": "=x#y"}


def test_comments_are_no_text_and_name_a_key_and_tags():
    text = "// Words\n// [id:bread-1] [tag:food] [tag:a\\]b]\nBread? {=kruh}"
    [one] = found(text).questions
    assert (one.plain["key"], one.plain["tags"]) == ("bread-1", ["food", "a]b"])


def test_each_level_of_a_category_is_a_tag():
    text = "$CATEGORY: $course$/top/Food/Bread // milk, butter\n\nA {=x}\n\n$CATEGORY: B\n\nC {=y}"
    outcome = found(text)
    assert [one.plain["tags"] for one in outcome.questions] == [
        ["Food", "Bread / milk butter"], ["B"],
    ]  # fmt: skip
    assert "tag" in outcome.changed[0].reason


def test_windows_1252_with_its_line_ends_is_read_and_told():
    text = "::Č?::Kaj piješ – čaj?\r\n{=Čaj\r\n~Kavo}\r\n\r\n// x\r\nA {T}\r\n"
    latin = text.replace("Č", "C").replace("č", "c").replace("š", "\u0161").encode("cp1252")
    outcome = found(latin)
    assert outcome.questions[0].plain["prompt"] == {"en": "Kaj piješ – caj?"}
    assert [note.reason for note in outcome.changed] == [
        "It was read as windows-1252, since it is no UTF-8."
    ]
    assert found(b"\xef\xbb\xbf" + text.encode()).questions[0].plain["options"][0]["text"] == {
        "en": "Čaj"
    }


@pytest.mark.parametrize(
    ("written", "words", "told"),
    [
        ("[html]<p>Is it <b>safe</b>?</p>", "Is it safe?", True),
        ("[markdown]Is it **safe**?", "Is it safe?", True),
        ("Is it <b>safe</b>?", "Is it safe?", True),
        ("[html]Bread &amp; milk", "Bread & milk", False),
        ("[plain]Is 5 <b> 6?", "Is 5 <b> 6?", False),
        ("Is 5 < 6?", "Is 5 < 6?", False),
        ("[moodle]Two\nlines", "Two\nlines", False),
    ],
)
def test_formatting_is_left_out_and_said(written, words, told):
    outcome = found(f"::Q::{written} {{T}}")
    assert outcome.questions[0].plain["prompt"] == {"en": words}
    assert bool(outcome.changed) is told


def test_pictures_of_html_are_told():
    outcome = found('::Q::[html]What? <img src\\="@@PLUGINFILE@@/x.png"> {T}')
    assert "Pictures and sounds" in outcome.changed[0].reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("::Q::What? {~a ~b}", "No option is right"),
        ("::Q::What? {=a", "braces do not match"),
        ("::Q::What? {=a} and {=b}", "braces do not match"),
        ("::Q::What? {~%50%a ~%30%b}", "100%"),
        ("::Q::What? {#many}", "is no number"),
        ("::Q::{=a ~b}", "Write what is asked"),
        ("::Q::What? {=a -> b}", "at least 2"),
    ],
)
def test_what_cannot_be_taken_is_dropped_with_a_reason(text, why):
    outcome = found(f"{text}\n\n::Good::Yes? {{T}}")
    assert [one.item for one in outcome.questions] == ["Good"]
    [note] = outcome.dropped
    assert note.item == "Q"
    assert why in note.reason


def test_what_is_there_twice_is_taken_once():
    outcome = found("Yes? {T}\n\nYes? {T}\n\nYes? {F}")
    assert len(outcome.questions) == 1
    assert [note.item for note in outcome.dropped] == ["Line 3", "Line 5"]


def test_the_key_of_a_question_does_not_depend_on_its_place_or_its_answers():
    first = found("::Q::What? {=a ~b}\n\n::Q::Which? {=a ~b}").questions
    again = found("::New::Who? {=a ~b}\n\n::Q::Which? {~a =b}\n\n::Q::What? {=a ~b}").questions
    assert first[0].plain["key"] == again[2].plain["key"]
    assert first[1].plain["key"] == again[1].plain["key"]
    assert first[0].plain["key"] != first[1].plain["key"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02{", b"Only words.\n", b"\x81\x8d{"])
def test_what_is_no_gift_is_refused(content):
    with pytest.raises(Unreadable):
        read_gift(content, "en")


def questions(*given):
    return [read(one, "en")[0] for one in given]


def back(made, language="en"):
    outcome = read_gift(made.content, language)
    assert (outcome.changed, outcome.dropped) == ([], [])
    return [plain(read(one.plain, language)[0]) for one in outcome.questions]


def test_what_was_exported_imports_back_the_same():
    asked = questions(*samples.ALL)
    made = write("Bank", asked, None, "en")
    said = back(made)
    dropped = {note.item for note in made.dropped}
    assert said == [plain(one) for one in asked if one.key not in dropped]
    assert dropped == {"steps", "am", "where", "say", "send"}


def test_what_other_programs_do_not_see_is_told_and_kept_beside():
    [asked] = questions(
        {"key": "q", "type": "choice", "prompt": {"en": "What?", "sl": "Kaj?"}, "points": 2,
         "hint": "Think", "picture": "../media/a.webp", "options": [
             {"text": {"en": "a", "sl": "b"}, "right": True}, "c"]}
    )  # fmt: skip
    made = write("Bank", [asked], None, "en")
    assert "hint" in made.changed[0].reason
    assert "picture" in made.changed[0].reason
    assert back(made) == [plain(asked)]


def test_what_was_edited_by_hand_wins_over_what_stands_beside():
    [asked] = questions(
        {"key": "q", "type": "choice", "prompt": {"en": "What?", "sl": "Kaj?"}, "hint": "Think",
         "options": [{"text": "a", "right": True}, "c"]}
    )  # fmt: skip
    text = write("Bank", [asked], None, "en").content.decode().replace("What?", "Which?")
    outcome = found(text)
    assert outcome.questions[0].plain["prompt"] == {"en": "Which?"}
    assert outcome.questions[0].plain["hint"] == {"en": "Think"}
    assert "question in other languages" in outcome.changed[0].reason


def test_what_stands_beside_and_makes_no_sense_is_left_out():
    for more in (
        "{",
        "[1]",
        '{"options": 3}',
        '{"options":{"was":"74234e98","is":[]}}',
        "[" * 9000,
    ):
        outcome = found(f"// more: {more}\n::Q::What? {{=a ~b}}")
        assert len(outcome.questions) == 1


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" ~=#{}:\\*<&"),
    min_size=1, max_size=30,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(prompt=WORDS, options=st.lists(WORDS, min_size=2, max_size=4), said=WORDS)
def test_any_words_survive(prompt, options, said):
    asked = questions(
        {"key": "q", "type": "choice", "prompt": prompt, "options": [
            {"text": options[0], "right": True, "feedback": said}, *options[1:]]},
        {"key": "t", "type": "text", "prompt": prompt, "answers": options},
        {"key": "m", "type": "match", "prompt": prompt, "pairs": [
            {"left": one, "right": said} for one in options]},
    )  # fmt: skip
    assert back(write("Bank", asked, None, "en")) == [plain(one) for one in asked]
