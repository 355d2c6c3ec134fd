"""Glossaries of courses: checked, imported, retired, exported."""

import pytest
from sqlalchemy import select

from lms.courses.content.problems import Wrong
from lms.courses.models import LessonText, Module, Programme, Term
from lms.db import db
from tests.courses.content.test_export import exported, files
from tests.courses.samples import MP3, picture

FILE = "courses/digital/glossary.yaml"
LESSON = "courses/digital/01-phone/01-screen.en.md"
PIN = """pin-code:
  term: {en: PIN code, sl: koda PIN}
  meaning: {en: "Four digits that unlock.", sl: "Štiri številke."}
  audio: {sl: ../media/pin.sl.mp3}
"""
BUTTON = "button:\n  term: button\n  meaning: You press it\n"


@pytest.fixture
def named(folder):
    """The folder with a glossary, and a lesson that names one of its terms."""
    folder.write(FILE, PIN + BUTTON)
    folder.write("courses/digital/media/pin.sl.mp3", MP3)
    text = (folder.root / LESSON).read_text()
    folder.write(LESSON, f"{text}\nType the [[pin-code|code]].\n")
    return folder


def terms():
    return list(db.session.scalars(select(Term).order_by(Term.slug)))


def test_terms_come_into_the_database(named):
    named.bring_in()
    button, pin = terms()
    assert (button.term, button.meaning, button.audio) == (
        {"en": "button"}, {"en": "You press it"}, None,
    )  # fmt: skip
    assert (pin.term["sl"], pin.audio) == ("koda PIN", {"sl": "../media/pin.sl.mp3"})


def test_a_term_that_is_gone_is_retired_and_comes_back(named):
    named.bring_in()
    named.write(FILE, PIN)
    assert [(c.kind, c.key, c.how) for c in named.bring_in().listed] == [
        ("term", "digital/button", "retired")
    ]
    assert [bool(term.retired_at) for term in terms()] == [True, False]
    named.write(FILE, PIN + BUTTON)
    assert [(c.key, c.fields) for c in named.bring_in().listed] == [
        ("digital/button", ["retired_at"])
    ]


def test_the_glossary_survives_the_way_there_and_back(named):
    named.bring_in()
    out, counts = exported(named, "out")
    assert counts["terms"] == 2
    assert out.bring_in(days=1).counts()["updated"] == 0
    again, _counts = exported(named, "again")
    assert files(again.root) == files(out.root)


def test_what_a_lesson_names_is_kept_with_it(named):
    named.bring_in()
    found = db.session.scalars(select(LessonText).where(LessonText.language == "en"))
    assert [text.uses["terms"] for text in found if text.uses["terms"]] == [["pin-code"]]


@pytest.mark.parametrize(
    ("written", "line", "key", "words"),
    [
        ("Pin: {term: a, meaning: b}", 1, "Pin", "Use small letters a to z, digits and hyphens."),
        ("pin: word", 1, "pin", "Write the keys term and meaning here."),
        ("pin:\n  term: a\n", 1, "meaning", "This key is missing. Write what it means."),
        ("pin:\n  meaning: a\n", 1, "term", "This key is missing. Write the word."),
        ("pin:\n  term: a\n  meaning: b\n  sound: c", 4, "sound", "This key is not known."),
        ("pin:\n  term: a\n  meaning: {xx1: b}", 3, "meaning", 'There is no language "xx1".'),
        (
            "pin:\n  term: a\n  meaning: b\n  audio: {sl: x.mp3}", 4, "audio",
            'Name a file of the course: "../media/word.sl.mp3".',
        ),
        ("pin:\n  term: \u202ea\n  meaning: b", 2, None, "A hidden sign turns the words round"),
    ],
)  # fmt: skip
def test_a_wrong_glossary_says_where(folder, written, line, key, words):
    folder.write(FILE, written)
    with pytest.raises(Wrong) as wrong:
        folder.bring_in()
    found = [p for p in wrong.value.problems if p.file == FILE]
    assert (found[0].line, found[0].key) == (line, key)
    assert found[0].words.startswith(words)


def test_a_term_that_no_glossary_has_is_said_with_file_and_line(named):
    named.write(FILE, PIN.replace("pin-code", "pin-codes"))
    lines = (named.root / LESSON).read_text().split("\n")
    at = next(n for n, line in enumerate(lines, 1) if "[[" in line)
    assert named.problems() == [
        f'{LESSON}, line {at}: There is no term "pin-code" in the glossary. '
        'Did you mean "pin-codes"?'
    ]


def test_a_lesson_that_did_not_change_must_not_lose_its_term(named):
    named.bring_in()
    named.write(FILE, BUTTON)
    with pytest.raises(Wrong):
        named.bring_in()


def test_what_authors_have_to_mend_names_file_and_line(folder):
    text = (folder.root / LESSON).read_text()
    folder.write("courses/digital/media/lock.webp", picture())
    folder.write(LESSON, f"{text}\n![](../media/lock.webp)\n")
    (problem,) = folder.problems()
    at = text.count("\n") + 2
    assert problem.startswith(f"{LESSON}, line {at}: Say in words what this picture shows")


def test_programmes_say_for_whom_they_are_and_modules_how_long_a_lesson_lies_open(folder):
    (there,) = (folder.root / "programmes").iterdir()
    file, module = f"programmes/{there.name}", "courses/digital/01-phone/module.yaml"
    more = "summary: {en: All of it}\naudience: {en: Newcomers}\ngoals: {en: [Read., Write.]}\n"
    folder.write(file, (folder.root / file).read_text() + more)
    folder.write(module, (folder.root / module).read_text() + "dwell: 50%\n")
    folder.bring_in()
    programme = db.session.scalars(select(Programme)).one()
    assert (programme.summary, programme.audience) == ({"en": "All of it"}, {"en": "Newcomers"})
    assert programme.goals == {"en": ["Read.", "Write."]}
    dwells = db.session.scalars(select(Module.dwell).where(Module.slug == "01-phone"))
    assert "1/2" in list(dwells)
    out, _counts = exported(folder, "out")
    assert "dwell: 50%" in (out.root / module).read_text()
    assert "audience:\n  en: Newcomers\n" in (out.root / file).read_text()
    assert out.bring_in(days=1).counts()["updated"] == 0
