"""Files that mean harm, or are only broken: refused in clear words, quickly, and nothing is read
from anywhere else."""

import io
import json
import stat
import struct
import time
import zipfile

import pytest

from lms.questions import read
from lms.questions.formats import READERS, Unreadable, qti
from lms.questions.formats.html_words import said
from tests.questions import samples
from tests.questions.test_qti import unpacked

LAUGHS = (
    '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz>&c;</quiz>'
)
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
PARAMETER = '<!DOCTYPE quiz [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">%x;]><quiz/>'
DTD = '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/quiz.dtd"><quiz/>'
BROKEN = {
    "billion laughs": (LAUGHS.encode(), "DOCTYPE"),
    "a file of the server": (OUTSIDE.encode(), "DOCTYPE"),
    "parameter entities": (PARAMETER.encode(), "DOCTYPE"),
    "a DTD elsewhere": (DTD.encode(), "DOCTYPE"),
    "in UTF-16": (OUTSIDE.encode("utf-16"), "DOCTYPE"),
    "nothing": (b"", "empty"),
    "spaces": (b" \n ", "empty"),
    "breaks off": (b"<quiz>\n<question>", "line 2"),
    "no XML": (b"Question 1 {=yes}", "line 1"),
    "zeros": (b"\0" * 100, "line 1"),
    "latin letters, said to be UTF-8": ("<quiz>\u010d</quiz>".encode("iso-8859-2"), "UTF-8"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "klingon"),
    "UTF-7": (b'<?xml version="1.0" encoding="utf-7"?><quiz/>', "utf-7"),
    "too deep": (b"<quiz>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</quiz>", "nested"),
    "another XML": (b"<html><body/></html>", "This XML is no"),
}


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


def refused(format_, content):
    began = time.process_time()
    with pytest.raises(Unreadable) as why:
        READERS[format_](content, "en")
    assert time.process_time() - began < 5
    return str(why.value)


@pytest.mark.parametrize("format_", ["moodle-xml", "qti"])
@pytest.mark.parametrize("name", BROKEN)
def test_xml_that_means_harm_or_is_broken_is_refused(format_, name):
    content, words_ = BROKEN[name]
    assert words_ in refused(format_, content)


def packed(*entries, **more):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries:
            package.writestr(name, content)
    return found.getvalue()


ITEM = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="Q">'
    '<responseDeclaration identifier="R" cardinality="single" baseType="string"/><itemBody>'
    "<p>{}</p>"
    '<extendedTextInteraction responseIdentifier="R"/></itemBody></assessmentItem>'
)


@pytest.mark.parametrize(
    "name", ["../q.xml", "a/../../q.xml", "/etc/q.xml", "C:/q.xml", "a\\..\\..\\q.xml", ".."]
)
def test_a_name_that_leads_out_of_the_package_is_refused(name):
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    assert "leads out of the package" in refused("qti", packed((entry, ITEM)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused():
    assert "twice" in refused("qti", packed(("q.xml", ITEM), ("q.xml", ITEM)))
    assert "twice" in refused("qti", packed(("q.xml", ITEM), ("./q.xml", ITEM)))


def test_a_link_a_password_and_a_broken_package_are_refused():
    link = zipfile.ZipInfo("q.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused("qti", packed((link, "/etc/passwd")))
    locked = bytearray(packed(("q.xml", ITEM)))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "password" in refused("qti", bytes(locked))
    assert "damaged" in refused("qti", packed(("q.xml", ITEM))[:-30])
    spoiled = bytearray(packed(("q.xml", ITEM * 9)))
    spoiled[60:90] = b"\xff" * 30
    assert "damaged" in refused("qti", bytes(spoiled))
    assert "no QTI items" in refused("qti", packed())


def claiming(size, content):
    """A package whose entry says that it is of another size than it is."""
    found = bytearray(packed(("q.xml", content)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = found.index(mark) + place
        found[at : at + 4] = struct.pack("<I", size)
    return bytes(found)


def test_a_bomb_is_not_unpacked():
    assert "too large" in refused("qti", claiming(400 * 1024 * 1024, "0"))
    assert "too large" in refused("qti", packed(("q.xml", b"0" * (101 * 1024 * 1024))))
    assert "too large" in refused("qti", packed(*((f"{n}.xml", "") for n in range(20_001))))
    assert "too large" in refused("qti", packed(("q.xml", ITEM)) + b"PK\x01\x02" * 40_000)


def test_a_bomb_that_says_it_is_small_is_not_unpacked():
    assert "damaged" in refused("qti", claiming(1000, b" " * (5 * 1024 * 1024)))


def test_hostile_items_do_not_spoil_the_others_in_their_package():
    bad = '<!DOCTYPE a [<!ENTITY b "c">]>' + ITEM.format("&b;")
    outcome = READERS["qti"](packed(("a.xml", bad), ("b.xml", ITEM.format("Write"))), "en")
    assert [found.plain["prompt"] for found in outcome.questions] == [{"en": "Write"}]
    assert "DOCTYPE" in outcome.dropped[0].reason
    assert "DOCTYPE" in refused("qti", packed(("imsmanifest.xml", OUTSIDE), ("b.xml", ITEM)))


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])
def test_an_item_reaches_nothing_outside_its_package(href):
    content = packed(("a/q.xml", ITEM.format(f'Look <img src="{href}"/>')))
    outcome = READERS["qti"](content, "en")
    assert outcome.questions[0].files == {}
    assert len(outcome.changed) == 1


def test_what_is_said_to_be_ours_is_judged_like_everything_else():
    for ours in ("[" * 100_000, "[]", '{"q.xml": 5}', '{"q.xml": "{\\"beside\\": 1}"}'):
        content = packed(("q.xml", ITEM.format("Write")), ("inclusion-lms.json", ours))
        assert len(READERS["qti"](content, "en").questions) == 1
    question = "<question type='essay'><questiontext><text>Write</text></questiontext>{}</question>"
    own = "<o:question xmlns:o='urn:inclusion-lms:questions:1'>{}</o:question>"
    for ours in ("[" * 100_000, "{}", "1e999", json.dumps({"beside": "x", "question": 3})):
        text = f"<quiz>{question.format(own.format(ours))}</quiz>"
        assert len(READERS["moodle-xml"](text.encode(), "en").questions) == 1


def test_what_is_said_to_be_ours_and_is_nested_deep_is_not_walked_through():
    ours = read(samples.ESSAY, "en")[0]
    files = unpacked(qti.write("Bank", [ours], lambda name: b"", "en").content)
    whole = json.loads(files["inclusion-lms.json"])
    for name, text in whole.items():
        whole[name] = text.replace('"prompt": {', f'"x": {"[" * 900}{"]" * 900}, "prompt": {{')
    files["inclusion-lms.json"] = json.dumps(whole)
    outcome = READERS["qti"](packed(*files.items()), "en")
    assert len(outcome.questions) == 1
    assert "was changed after it was exported" in outcome.changed[0].reason


def test_an_xml_of_more_elements_than_questions_have_takes_no_memory():
    assert "too large" in refused("moodle-xml", b"<quiz>" + b"<a/>" * 3_000_000 + b"</quiz>")
    assert "too large" in refused("moodle-xml", b"<quiz>" + b"<a/>" * 600_000 + b"</quiz>")


def test_figures_of_any_size_are_no_work():
    answer = "<answer fraction='100'><text>{0}</text><tolerance>{0}</tolerance></answer>"
    question = "<question type='numerical'><name><text>N</text></name><questiontext><text>?</text>"
    question += f"</questiontext>{answer.format('1e999999999')}</question>"
    outcome = READERS["moodle-xml"](f"<quiz>{question}</quiz>".encode(), "en")
    assert '"1e999999999" is no number.' in outcome.dropped[0].reason


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<", "&", "<![CDATA[", "{mlang en}", "<span lang=en class=multilang>",
              "</", "<?", "[a", "<p>", "data:a/b;base64,", '<a href="', "  ", "<b><p>"],
)  # fmt: skip
def test_no_html_takes_long(piece):
    began = time.process_time()
    said(piece * (50_000 // len(piece)), "en")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "piece", ["{1:SA:", "{1:SA:=a~", "{" + " " * 9, "\\", "[[1", "~", "{1:SA:=a}"]
)
def test_no_embedded_answers_take_long(piece):
    text = piece * (40_000 // len(piece))
    question = f"<question type='cloze'><questiontext><text>{text}</text></questiontext></question>"
    began = time.process_time()
    outcome = READERS["moodle-xml"](f"<quiz>{question}</quiz>".encode(), "en")
    assert time.process_time() - began < 3
    assert len(outcome.dropped) == 1
