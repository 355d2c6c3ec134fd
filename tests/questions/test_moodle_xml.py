"""Moodle XML: what other people's files say is taken, and what was written here comes back."""

import base64
import re

import pytest
from hypothesis import HealthCheck, given, settings

from lms.questions import plain, read
from lms.questions.formats import moodle
from tests.questions import any_question, samples

ANY = settings(
    max_examples=50, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def media(name):
    return b"bytes of " + name.encode()


def quiz(*questions, language="en"):
    text = f"<?xml version='1.0' encoding='UTF-8'?><quiz>{''.join(questions)}</quiz>"
    return moodle.read(text.encode(), language)


def question(kind, inner, name="Q", text="<p>What?</p>"):
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inner}</question>"
    )


def answer(text, fraction=0, said="", form="html"):
    return (
        f'<answer fraction="{fraction}" format="{form}"><text><![CDATA[{text}]]></text>'
        f'<feedback format="html"><text><![CDATA[{said}]]></text></feedback></answer>'
    )


def only(outcome):
    assert [note.reason for note in outcome.dropped] == []
    [found] = outcome.questions
    return found.plain


def reasons(outcome):
    return [note.reason for note in outcome.changed]


@ANY
@given(bank=any_question.banks)
def test_what_was_written_here_comes_back_the_same_in_all_languages(bank):
    written = moodle.write("A <bank> / 1", bank, media, "en")
    outcome = moodle.read(written.content, "sl")
    assert (outcome.changed, outcome.dropped) == ([], [])
    assert [read(found.plain, "sl")[0] for found in outcome.questions] == bank
    assert [found.plain for found in outcome.questions] == [plain(one) for one in bank]
    for found in outcome.questions:
        named = set(re.findall(r"\.\./media/([\w.-]+)", str(found.plain)))
        assert found.files == {name: media(name) for name in named}


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one["type"])
def test_other_programs_read_the_same_question_without_what_is_ours(sample):
    ours = read(sample, "en")[0]
    written = moodle.write("Bank", [ours], media, "en").content
    bare = re.sub(rb"<lms:question.*?</lms:question>", b"", written, flags=re.DOTALL)
    found = only(moodle.read(bare, "en"))
    kind = {"hotspot": "choice", "audio": "file"}.get(sample["type"], sample["type"])
    assert (found["type"], found["key"]) == (kind, sample["key"])
    again = read(found, "en")[0]
    assert (again.prompt.text, again.points) == (
        {"en": ours.prompt.text.get("en") or "Jaz [1] iz [2]."},
        ours.points,
    )
    assert [one.share > 0 for one in again.options] == [
        one.share > 0 for one in ours.options or ours.spots
    ]
    assert [one.text for one in again.answers] == [one.text for one in ours.answers]
    assert (again.numbers, again.units) == (ours.numbers, ours.units)
    assert [(one.left, one.right) for one in again.pairs] == [
        (one.left, one.right) for one in ours.pairs
    ]


def test_what_was_edited_in_the_file_is_believed_and_that_is_told():
    ours = read(samples.CHOICE | {"prompt": {"en": "What is it?", "ar": "ما هذا؟"}}, "en")[0]
    written = moodle.write("Bank", [ours], media, "en").content
    edited = written.replace(b"What is it?", b"What was it?")
    outcome = moodle.read(edited, "en")
    assert only(outcome)["prompt"] == {"en": "What was it?", "ar": "ما هذا؟"}
    assert "It was changed after it was exported here" in reasons(outcome)[0]


def test_several_choices_keep_their_shares_as_exact_parts():
    inner = "<single>false</single><shuffleanswers>1</shuffleanswers>"
    inner += answer("A", "33.33333", "Yes") + answer("B", "33.33333")
    inner += answer("C", "33.33333") + answer("D", "-100")
    outcome = quiz(question("multichoice", inner, name="Which"))
    found = only(outcome)
    assert (found["type"], found["partial"]) == ("choices", "shares")
    assert [one.get("share") for one in found["options"]] == ["1/3", "1/3", "1/3", "-1"]
    assert found["options"][0]["feedback"] == {"en": "Yes"}


def test_penalties_and_formatting_are_told():
    inner = answer("true", 100) + answer("false", 0, "No!") + "<penalty>0.3333333</penalty>"
    outcome = quiz(question("truefalse", inner, text="<p>Is <b>this</b> so?</p>"))
    assert only(outcome)["prompt"] == {"en": "Is this so?"}
    assert only(outcome)["feedback"] == {"wrong": {"en": "No!"}}
    assert reasons(outcome) == [
        "Formatting was taken out. The words are kept as plain text.",
        "What a further try costs (the penalty) was left out.",
    ]


def test_stars_that_stand_for_anything_are_left_out_and_told():
    inner = "<usecase>1</usecase>" + answer("kruh", 100) + answer("kru*", 50)
    inner += answer(r"5\*", 50) + answer("*", 0, "Try again")
    outcome = quiz(question("shortanswer", inner))
    found = only(outcome)
    assert [(one["text"], one.get("share")) for one in found["answers"]] == [
        ("kruh", None),
        ("5*", "1/2"),
    ]
    assert (found["case"], found["accents"]) == (True, True)
    assert found["feedback"] == {"wrong": {"en": "Try again"}}
    assert len(reasons(outcome)) == 2


def test_numbers_have_tolerance_and_units():
    units = ("<units><unit><multiplier>0.001</multiplier><unit_name>km</unit_name></unit>"
             "<unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
             "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty>")  # fmt: skip
    inner = answer("1500.5", 100).replace("</answer>", "<tolerance>0.5</tolerance></answer>")
    found = only(outcome := quiz(question("numerical", inner + units)))
    assert found["answers"] == [{"value": "3001/2", "tolerance": "1/2"}]
    assert found["units"] == [{"name": "m"}, {"name": "km", "factor": "1000"}]
    assert found["unit_required"] is True
    assert reasons(outcome) == ["Without its unit, or with a wrong one, the answer brings nothing."]


def test_matching_has_right_sides_that_belong_to_nothing():
    pair = (
        "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>"
    )
    inner = pair.format("kruh", "bread") + pair.format("voda", "water") + pair.format("", "salt")
    found = only(quiz(question("matching", inner)))
    assert len(found["pairs"]) == 2
    assert found["extra"] == [{"text": {"en": "salt"}}]


def test_embedded_answers_become_gaps():
    text = (
        r"<p>Ljubljana [1] lies in {1:SHORTANSWER_C:=Slovenia#Right\!~%50%Slovenija~*#No} "
        r"and has {2:MULTICHOICE_V:=a castle~no river~a \} sign} and {:NM:=300:5} thousand.</p>"
    )
    found = only(outcome := quiz(question("cloze", "", text=text)))
    assert found["prompt"]["en"].startswith(
        "Ljubljana (1) lies in [1] and has [2] and [3] thousand"
    )
    first, second, third = (found["gaps"][name] for name in "123")
    assert first["answers"] == [
        {"text": "Slovenia", "feedback": {"en": "Right!"}}, {"text": "Slovenija", "share": "1/2"},
    ]  # fmt: skip
    assert first["case"] is True
    assert [one["text"]["en"] for one in second["options"]] == ["a castle", "no river", "a } sign"]
    assert second["points"] == "2"
    assert third["answers"] == [{"text": "300"}]
    assert "A number in a gap is taken only as it is written." in reasons(outcome)


def test_signs_of_html_are_no_signs_of_embedded_answers():
    text = "I {1:SA:=don&#39;t~%50%do not &amp; won&rsquo;t#Short &quot;form&quot;}."
    answers = only(quiz(question("cloze", "", text=text)))["gaps"]["1"]["answers"]
    assert [one["text"] for one in answers] == ["don't", "do not & won\u2019t"]
    assert answers[1]["feedback"] == {"en": 'Short "form"'}


def test_windows_letters_are_read_where_the_file_says_so():
    text = question("essay", "", text="Kaj počneš? – žoga")
    content = f"<?xml version='1.0' encoding='windows-1250'?>\r\n<quiz>{text}</quiz>"
    found = only(moodle.read(content.encode("cp1250"), "sl"))
    assert found["prompt"] == {"sl": "Kaj počneš? – žoga"}
    content = f"<quiz>{text}</quiz>".encode("utf-8-sig")
    assert only(moodle.read(content, "sl"))["prompt"] == {"sl": "Kaj počneš? – žoga"}


def test_two_files_of_one_name_stay_two():
    picture = "<img src='@@PLUGINFILE@@/p.png' alt='P'>"
    file = "</text><file name='p.png' path='/' encoding='base64'>{}</file></questiontext>"
    one, two = (
        question("essay", "", name=name, text=picture).replace(
            "</text></questiontext>", file.format(base64.b64encode(content).decode())
        )
        for name, content in (("A", b"one"), ("B", b"two"))
    )
    first, second = quiz(one, two).questions
    assert first.files == {"p.png": b"one"}
    [(name, content)] = second.files.items()
    assert content == b"two"
    assert second.plain["picture"] == f"../media/{name}" != "../media/p.png"
    ours = read({"type": "essay", "key": "k", "prompt": "?", "picture": "../media/p.png"}, "en")[0]
    written = moodle.write("Bank", [ours], lambda _name: b"ours", "en").content.decode()
    mixed = written.replace("<quiz>", f"<quiz>{one}").encode()
    last = moodle.read(mixed, "en").questions[-1]
    assert list(last.files.values()) == [b"ours"]
    assert last.plain["picture"].rpartition("/")[2] in last.files


def test_gaps_with_lists_and_with_words_to_draw():
    choice = "<selectoption><text>{}</text><group>{}</group></selectoption>"
    inner = choice.format("am", 1) + choice.format("from", 2) + choice.format("is", 1)
    found = only(quiz(question("gapselect", inner, text="I [[1]] [[2]] here")))
    assert found["prompt"] == {"en": "I [1] [2] here"}
    assert found["gaps"]["1"]["options"] == [
        {"text": {"en": "am"}, "right": True},
        {"text": {"en": "is"}},
    ]
    found = only(
        outcome := quiz(
            question("ddwtos", inner.replace("selectoption", "dragbox"), text="[[3]] it?")
        )
    )
    assert len(found["gaps"]["1"]["options"]) == 2
    assert len(reasons(outcome)) == 1


def test_an_order_an_essay_and_a_file():
    items = answer("One", 1) + answer("Two", 2)
    order = question("ordering", "<gradingtype>ALL_OR_NOTHING</gradingtype>" + items, text="Order?")
    inner = (
        "<responseformat>editor</responseformat><maxwordlimit>90</maxwordlimit>"
        "<graderinfo format='html'><text>Look</text></graderinfo>"
    )
    essay = question("essay", inner, text="Write!")
    file = question(
        "essay",
        "<responseformat>noinline</responseformat><attachments>1</attachments>",
        text="Send!",
    )
    found = [one.plain for one in quiz(order, essay, file).questions]
    assert [one["type"] for one in found] == ["order", "essay", "file"]
    assert found[0]["partial"] == "all"
    assert (found[1]["most"], found[1]["model_answer"]) == (90, {"en": "Look"})


def test_pictures_and_sounds_come_along():
    picture = base64.b64encode(PNG).decode()
    dog = answer('<img src="@@PLUGINFILE@@/a%20dog.PNG">', 100).replace(
        "</text><f",
        f"</text><file name='a dog.PNG' path='/' encoding='base64'>{picture}</file><f",
    )
    cat = answer(f'<img alt="Cat" src="data:image/png;base64,{picture}">')
    inner = f"<single>true</single>{dog}{cat}{answer('Fish <img src=//example.org/f.png>')}"
    sound = '<audio controls><source src="@@PLUGINFILE@@/b.mp3"></audio>What?'
    sound += '<img src="@@PLUGINFILE@@/gone.png">'
    text = question("multichoice", inner, text=sound).replace(
        "</questiontext>",
        "<file name='b.mp3' path='/' encoding='base64'>SUQz</file></questiontext>",
    )
    outcome = quiz(text)
    [found] = outcome.questions
    assert found.plain["audio"] == {"en": "../media/b.mp3"}
    dog, cat, fish = found.plain["options"]
    assert (dog["picture"], dog["picture_words"]) == ("../media/a-dog.PNG", {"en": "a-dog"})
    assert cat["picture_words"] == {"en": "Cat"}
    assert fish == {"text": {"en": "Fish"}}
    assert sorted(found.files.values()) == sorted([PNG, PNG, b"ID3"])
    told = " ".join(reasons(outcome))
    assert '"@@PLUGINFILE@@/gone.png" is missing' in told
    assert '"//example.org/f.png" is elsewhere' in told


def test_languages_of_both_filters_are_kept():
    span = '<span lang="{}" class="multilang">{}</span>'
    spans = span.format("en", "Bread") + span.format("sl", "Kruh") + "?"
    braces = "{mlang en}true{mlang}{mlang ar}صح{mlang}"
    inner = "<single>true</single>" + answer(braces, 100) + answer("no")
    found = only(quiz(question("multichoice", inner, text=spans), language="de"))
    assert found["prompt"] == {"en": "Bread?", "sl": "Kruh?"}
    assert found["options"][0]["text"] == {"en": "true", "ar": "صح"}
    assert found["options"][1]["text"] == {"de": "no"}


def test_a_category_is_a_tag_and_what_asks_nothing_is_dropped_with_a_reason():
    path = "$course$/top/Level 1/Food, drink"
    category = f'<question type="category"><category><text>{path}</text></category></question>'
    tf = question("truefalse", answer("true", 100) + answer("false"))
    others = {"description": "Intro", "calculated": "Sum", "multichoice": "Bad"}
    outcome = quiz(category, tf, *(question(kind, "", name=name) for kind, name in others.items()))
    [found] = outcome.questions
    assert found.plain["tags"] == ["Food  drink"]
    assert [note.item for note in outcome.dropped] == ["Intro", "Sum", "Bad"]
    assert outcome.dropped[1].reason == 'Questions of the type "calculated" are not known here.'
    assert "Give at least 2" in outcome.dropped[2].reason
