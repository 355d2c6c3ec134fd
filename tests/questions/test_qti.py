"""QTI: items and packages of others are taken as far as they can be, and our own comes back."""

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from lms.questions import plain, read
from lms.questions.formats import qti
from tests.questions import any_question, samples

ANY = settings(
    max_examples=50, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
V2 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
CORRECT = '<responseProcessing template="http://www.imsglobal.org/rptemplates/match_correct"/>'
MAPPED = '<responseProcessing template="http://www.imsglobal.org/rptemplates/map_response"/>'


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def media(name):
    return b"bytes of " + name.encode()


def item(declared, body, rules=CORRECT, name="q1", more="", attributes=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{V2}" identifier="{name}" '
        f'title="T {name}" adaptive="false" timeDependent="false" {attributes}>{declared}'
        f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{rules}{more}</assessmentItem>"
    )


def response(*values, cardinality="single", base="identifier", mapping="", name="RESPONSE"):
    right = "".join(f"<value>{one}</value>" for one in values)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{right}</correctResponse>{mapping}</responseDeclaration>"
    )


def mapping(**points):
    entries = (f'<mapEntry mapKey="{key}" mappedValue="{one}"/>' for key, one in points.items())
    return f'<mapping defaultValue="0">{"".join(entries)}</mapping>'


def choice(*names, most=1):
    options = "".join(f'<simpleChoice identifier="{one}">Is {one}</simpleChoice>' for one in names)
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"<prompt>Which?</prompt>{options}</choiceInteraction>"
    )


def only(outcome):
    assert [note.reason for note in outcome.dropped] == []
    [found] = outcome.questions
    return found.plain


def taken(*parts, **more):
    return only(qti.read(item(*parts, **more).encode(), "en"))


def reasons(outcome):
    return [note.reason for note in outcome.changed]


def packed(files):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return found.getvalue()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@ANY
@given(bank=any_question.banks)
def test_what_was_written_here_comes_back_the_same_in_all_languages(bank):
    written = qti.write("A <bank>", bank, media, "en")
    outcome = qti.read(written.content, "sl")
    assert (outcome.changed, outcome.dropped) == ([], [])
    assert [read(found.plain, "sl")[0] for found in outcome.questions] == bank
    assert [found.plain for found in outcome.questions] == [plain(one) for one in bank]
    for found in outcome.questions:
        named = set(re.findall(r"\.\./media/([\w.-]+)", str(found.plain)))
        assert found.files == {name: media(name) for name in named}
    assert qti.write("A <bank>", bank, media, "en").content == written.content


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one["type"])
def test_other_programs_read_the_same_question_without_what_is_ours(sample):
    ours = read(sample, "en")[0]
    files = unpacked(qti.write("Bank", [ours], media, "en").content)
    del files["inclusion-lms.json"]
    found = only(qti.read(packed(files), "en"))
    assert (found["type"], found["key"]) == (sample["type"], sample["key"])
    again = read(found, "en")[0]
    assert again.points == ours.points
    assert (again.prompt, again.numbers) == (ours.prompt, ours.numbers)
    assert [one.is_right for one in again.options] == [one.is_right for one in ours.options]
    assert [one.text for one in again.answers] == [one.text for one in ours.answers]
    assert again.spots == ours.spots
    assert [(one.left, one.right) for one in again.pairs] == [
        (one.left, one.right) for one in ours.pairs
    ]


def test_what_was_edited_in_the_package_is_believed_and_that_is_told():
    ours = read(samples.CHOICE | {"hint": {"en": "Think"}}, "en")[0]
    files = unpacked(qti.write("Bank", [ours], media, "en").content)
    name = next(name for name in files if name.startswith("items/"))
    files[name] = files[name].replace(b"What keeps", b"What always keeps")
    outcome = qti.read(packed(files), "en")
    assert only(outcome)["prompt"] == {"en": "What always keeps your phone safe?"}
    assert "hint" not in only(outcome)
    assert "It was changed after it was exported here" in reasons(outcome)[0]


def test_one_choice_of_every_version():
    two = item(response("B"), f"<p>Look.</p>{choice('A', 'B')}", attributes='xml:lang="sl"')
    three = re.sub(
        r"<(/?)(\w+)",
        lambda tag: f"<{tag[1]}{_kebab(tag[2])}",
        two.replace(V2, V3).partition("?>")[2],
    )
    three = re.sub(r" (\w+)=", lambda name: f" {_kebab(name[1], '')}=", three)
    assert "<qti-simple-choice" in three
    for content in (two, two.replace("v2p1", "v2p2"), three):
        found = only(qti.read(content.encode(), "en"))
        assert found["type"] == "choice"
        assert found["prompt"] == {"sl": "Look.\n\nWhich?"}
        assert found["options"] == [
            {"id": "A", "text": {"sl": "Is A"}},
            {"id": "B", "text": {"sl": "Is B"}, "right": True},
        ]


def _kebab(name, before="qti-"):
    if name in ("p", "xmlns"):
        return name
    return before + re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()


def test_several_choices_all_or_nothing_or_by_a_mapping():
    declared = response("A", "B", cardinality="multiple")
    found = taken(declared, choice("A", "B", "C", most=0))
    assert (found["type"], found["partial"]) == ("choices", "all")
    declared = response("A", "B", cardinality="multiple", mapping=mapping(A=2, B=1, C=-1))
    found = taken(declared, choice("A", "B", "C", most=0), rules=MAPPED)
    assert (found["partial"], found["points"]) == ("shares", "3")
    assert [one["share"] for one in found["options"]] == ["2/3", "1/3", "-1/3"]


def test_what_a_mapping_does_not_name_is_worth_its_default():
    worth = mapping(A=1).replace('defaultValue="0"', 'defaultValue="-0.5"')
    declared = response("A", cardinality="multiple", mapping=worth)
    found = taken(declared, choice("A", "B", most=0), rules=MAPPED)
    assert [one.get("share", "1") for one in found["options"]] == ["1", "-1/2"]


def test_a_country_makes_no_other_language():
    found = taken(response("A"), choice("A", "B"), attributes='xml:lang="sl-SI"')
    assert found["prompt"] == {"sl": "Which?"}


def test_a_text_entry_at_the_end_is_a_question_and_in_the_middle_a_gap():
    entry = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/>'
    worth = mapping(kruh=1, Kruhek=0.5)
    declared = response("kruh", base="string", mapping=worth)
    found = taken(declared, f"<p>Say bread: {entry}.</p>", rules=MAPPED)
    assert (found["type"], found["case"]) == ("text", True)
    assert found["answers"] == [{"text": "kruh"}, {"text": "Kruhek", "share": "1/2"}]
    found = taken(declared, f"<p>I eat [1] {entry} today</p>")
    assert found["prompt"] == {"en": "I eat (1) [1] today"}
    assert found["gaps"]["1"]["answers"] == [{"text": "kruh"}]


def test_numbers_keep_the_tolerance_of_their_rules():
    entry = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    rules = (
        "<responseProcessing><responseCondition><responseIf>"
        '<equal toleranceMode="{}" tolerance="5 5"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition></responseProcessing>"
    )
    declared = response("300", base="float")
    for mode, tolerance in (("absolute", "5"), ("relative", "15"), ("exact", None)):
        found = taken(declared, f"<p>How many? {entry}</p>", rules=rules.format(mode))
        assert found["type"] == "number"
        expected = {"value": "300", **({"tolerance": tolerance} if tolerance else {})}
        assert found["answers"] == [expected]


def test_inline_choices_and_gaps_to_match_are_drop_downs():
    inline = (
        '<p>I <inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="true">'
        '<inlineChoice identifier="A">am</inlineChoice><inlineChoice identifier="B">is'
        "</inlineChoice></inlineChoiceInteraction> here</p>"
    )
    found = taken(response("A"), inline)
    assert found["prompt"] == {"en": "I [1] here"}
    assert found["gaps"]["1"]["options"][0] == {"id": "A", "text": {"en": "am"}, "right": True}
    match = (
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Fill.</prompt>'
        '<gapText identifier="W" matchMax="1">am</gapText><gapText identifier="X" matchMax="1">is'
        '</gapText><p>I <gap identifier="G1"/>, it <gap identifier="G2"/></p></gapMatchInteraction>'
    )
    declared = response("W G1", "X G2", cardinality="multiple", base="directedPair")
    outcome = qti.read(item(declared, match).encode(), "en")
    assert only(outcome)["prompt"]["en"].endswith("I [1], it [2]")
    assert [one.get("right") for one in only(outcome)["gaps"]["2"]["options"]] == [None, True]
    assert "Words are chosen from a list" in reasons(outcome)[0]


def test_an_order_and_a_match():
    order = choice("A", "B", "C").replace("choiceInteraction", "orderInteraction")
    found = taken(response("C", "A", "B", cardinality="ordered"), order)
    assert [one["id"] for one in found["items"]] == ["C", "A", "B"]
    one = '<simpleAssociableChoice identifier="{}" matchMax="1">{}</simpleAssociableChoice>'
    sets = (
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="2">'
        f"<prompt>Match</prompt><simpleMatchSet>{one.format('a', 'kruh')}{one.format('b', 'sol')}"
        f"</simpleMatchSet><simpleMatchSet>{one.format('x', 'salt')}{one.format('y', 'bread')}"
        f"{one.format('z', 'milk')}</simpleMatchSet></matchInteraction>"
    )
    declared = response("a y", "b x", cardinality="multiple", base="directedPair")
    found = taken(declared, sets)
    assert [pair["right"]["text"]["en"] for pair in found["pairs"]] == ["bread", "salt"]
    assert found["extra"] == [{"text": {"en": "milk"}}]
    double = response("a y", "a x", cardinality="multiple", base="directedPair")
    outcome = qti.read(item(double, sets).encode(), "en")
    assert "exactly one on the right" in outcome.dropped[0].reason


def test_pairs_and_gaps_of_another_weight_are_kept_or_told():
    one = '<simpleAssociableChoice identifier="{0}" matchMax="1">{0}</simpleAssociableChoice>'
    sets = (one.format("a") + one.format("b"), one.format("x") + one.format("y"))
    body = '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="2">'
    body += "".join(f"<simpleMatchSet>{one}</simpleMatchSet>" for one in sets)
    pairs = {"a x": 1, "b y": "0.5", "a y": -1}
    declared = response(*list(pairs)[:2], cardinality="multiple", base="directedPair",
                        mapping=mapping(**pairs))  # fmt: skip
    body = f"<p>Match</p>{body}</matchInteraction>"
    outcome = qti.read(item(declared, body, rules=MAPPED).encode(), "en")
    assert only(outcome)["partial"] == "each"
    assert reasons(outcome) == [
        "A wrong answer takes no points away here.", "Each pair counts the same here.",
    ]  # fmt: skip
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="x" matchMax="1">p'
        '</gapText><gapText identifier="y" matchMax="1">q</gapText><p><gap identifier="a"/> '
        '<gap identifier="b"/></p></gapMatchInteraction>'
    )
    pairs = {"x a": 1, "y b": 2}
    declared = response(*pairs, cardinality="multiple", base="directedPair",
                        mapping=mapping(**pairs))  # fmt: skip
    found = taken(declared, body, rules=MAPPED)
    assert [gap.get("points", "1") for gap in found["gaps"].values()] == ["1", "2"]
    assert found["points"] == "3"


def test_words_for_who_answers_are_kept_and_words_for_others_are_told():
    body = (
        '<rubricBlock view="candidate scorer"><p>Listen first.</p></rubricBlock>'
        '<mediaInteraction responseIdentifier="M" autostart="false"><object type="audio/mpeg" '
        'data="s.mp3"/></mediaInteraction><rubricBlock view="tutor">Help them.</rubricBlock>'
        f'{choice("A", "B")}<feedbackBlock identifier="x">Look again</feedbackBlock>'
    )
    files = {"q.xml": item(response("A"), body), "s.mp3": b"ID3"}
    outcome = qti.read(packed(files), "en")
    assert only(outcome)["prompt"] == {"en": "Listen first.\n\nWhich?"}
    assert only(outcome)["audio"] == {"en": "../media/s.mp3"}
    assert reasons(outcome) == [
        "Feedback within the text, and words for aids, were left out.",
        "Words for those who mark were left out.",
    ]


def test_an_essay_a_file_and_a_recording():
    essay = (
        '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Write</prompt>'
        '</extendedTextInteraction><rubricBlock view="scorer"><p>Look</p></rubricBlock>'
    )
    found = taken(response(base="string"), essay, rules="")
    assert (found["type"], found["model_answer"]) == ("essay", {"en": "Look"})
    upload = '<p>Send</p><uploadInteraction responseIdentifier="RESPONSE" type="{}"/>'
    kinds = {"audio/mpeg": "audio", "application/pdf": "file"}
    for media_type, kind in kinds.items():
        declared = response(base="file")
        assert taken(declared, upload.format(media_type), rules="")["type"] == kind


def test_places_on_a_picture_are_round_and_in_hundredths():
    image = io.BytesIO()
    Image.new("RGB", (200, 100)).save(image, "PNG")
    body = (
        '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt>'
        '<object type="image/png" data="../img/a%20map.png">A map</object>'
        '<hotspotChoice identifier="A" shape="circle" coords="50,50,20"/>'
        '<hotspotChoice identifier="B" shape="rect" coords="100,0,140,20" hotspotLabel="Door"/>'
        '<hotspotChoice identifier="C" shape="poly" coords="0,0,20,0,20,10"/></hotspotInteraction>'
    )
    files = {"items/q.xml": item(response("A"), body), "img/a map.png": image.getvalue()}
    outcome = qti.read(packed(files), "en")
    found = only(outcome)
    assert outcome.questions[0].files == {"a-map.png": image.getvalue()}
    assert (found["picture"], found["picture_words"]) == ("../media/a-map.png", {"en": "A map"})
    first, second, third = found["spots"]
    assert first == {"id": "A", "x": "25", "y": "50", "radius": "10", "right": True}
    assert second == {"id": "B", "x": "60", "y": "10", "radius": "5", "words": {"en": "Door"}}
    assert (third["x"], third["y"]) == ("5", "5")
    assert "All places are round here" in reasons(outcome)[0]


def test_a_package_brings_its_media_its_texts_and_its_feedback():
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
        '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>'
        '<resource identifier="i" type="imsqti_item_xmlv2p1" href="one/q.xml"/>'
        '<resource identifier="g" type="imsqti_item_xmlv2p1" href="one/gone.xml"/>'
        "</resources></manifest>"
    )
    ref = '<assessmentStimulusRef identifier="S" href="../texts/s.xml"/>'
    said = '<modalFeedback outcomeIdentifier="F" identifier="{}" showHide="show">{}</modalFeedback>'
    body = '<p>Listen: <audio src="s.mp3"/> <img src="https://example.org/x.png"/></p>'
    files = {
        "imsmanifest.xml": manifest,
        "one/q.xml": item(response("A") + ref, body + choice("A", "B"),
                          more=said.format("correct", "Well done") + said.format("B", "Not B")),
        "one/s.mp3": b"ID3 sound",
        "texts/s.xml": '<assessmentStimulus><stimulusBody><p>Read <img src="p.png" alt="P"/></p>'
                       "</stimulusBody></assessmentStimulus>",
        "texts/p.png": b"\x89PNG",
    }  # fmt: skip
    outcome = qti.read(packed(files), "en")
    [found] = outcome.questions
    assert found.plain["prompt"]["en"].startswith("Read")
    assert found.plain["audio"] == {"en": "../media/s.mp3"}
    assert found.plain["picture"] == "../media/p.png"
    assert found.files == {"s.mp3": b"ID3 sound", "p.png": b"\x89PNG"}
    assert found.plain["feedback"] == {"right": {"en": "Well done"}}
    assert found.plain["options"][1]["feedback"] == {"en": "Not B"}
    told = " ".join(reasons(outcome))
    assert "Of a test only its questions are taken" in told
    assert "is elsewhere on the Internet" in told or "Only the first picture" in told
    assert outcome.dropped[0].item == "one/gone.xml"


def test_what_cannot_be_asked_here_is_dropped_with_a_reason():
    slider = '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>'
    two = choice("A", "B") + choice("A", "B")
    files = {
        "a.xml": item(response("A"), choice("A", "B"), name="a"),
        "b.xml": item(response("1"), slider, name="b"),
        "c.xml": item(response("A"), two, name="c"),
        "d.xml": item("", "<p>Read this.</p>", name="d"),
        "e.xml": item(response(), choice("A", "B"), name="e"),
    }
    outcome = qti.read(packed(files), "en")
    assert [found.plain["key"] for found in outcome.questions] == ["a"]
    assert [note.item for note in outcome.dropped] == ["T b", "T c", "T d", "T e"]
    assert "sliderinteraction" in outcome.dropped[0].reason
    assert "several things at once" in outcome.dropped[1].reason
    assert "No option is right" in outcome.dropped[3].reason
