"""Authors keep the questions of a course: the list, the editor, versions, what is retired."""

import io

import pytest
from sqlalchemy import select

from lms.courses.actions import media as actions
from lms.courses.actions.questions import put_question
from lms.courses.models import Media, Question, QuestionVersion
from lms.courses.rules.media import made_ready
from lms.db import db
from lms.people.models import Change
from lms.questions import read
from tests.assessments.quizzes import quiz
from tests.cast import NOW
from tests.courses.samples import picture, wav
from tests.queries import count_queries
from tests.questions import samples
from tests.visitor import filled

BANK = "/courses/digital-basics/questions"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def questions():
    db.session.expire_all()
    return list(db.session.scalars(select(Question).order_by(Question.id)))


def content_of(row):
    return next(one.content for one in row.versions if one.number == row.version)


def put(world, given):
    asked, problems = read(given, "en")
    assert problems == []
    row, _changed = put_question(world.digital, asked, by=world.ema, now=NOW)
    db.session.commit()
    return row


def save(tara, **typed):
    """Presses Save, and is led on."""
    tara.press("question", "Save", 204 if tara.htmx else None, **typed)


def button(tara, do, status=200, **typed):
    """Presses a button of the editor by what it does, with everything that stands there."""
    form = tara.page.find("form", id="question")
    data = filled(form) | typed | {"do": do}
    answer = tara.send("POST", form["action"], {k: v for k, v in data.items() if v is not None})
    tara.look(answer, status)
    return tara


def test_a_question_is_written_and_saved_as_it_was_typed(tara, world):
    tara.visit(f"{BANK}/new").visit(f"{BANK}/new/choice")
    save(tara, **{
        "q.prompt.sl": "Kaj varuje telefon?", "q.options.0.text.sl": "Koda",
        "q.options.0.right": "on", "q.options.1.text.sl": "Slika",
        "q.tags": "varnost,  telefon", "q.points": "2", "q.hint.sl": "Pomisli na številke.",
    })  # fmt: skip
    (row,) = questions()
    assert (row.kind, row.tags, row.version, row.home_id) == (
        "choice", ["varnost", "telefon"], 1, None,
    )  # fmt: skip
    assert content_of(row) == {
        "key": "kaj-varuje-telefon", "type": "choice", "points": "2",
        "prompt": {"sl": "Kaj varuje telefon?"}, "tags": ["varnost", "telefon"],
        "options": [
            {"id": "a", "text": {"sl": "Koda"}, "right": True},
            {"id": "b", "text": {"sl": "Slika"}},
        ],
        "hint": {"sl": "Pomisli na številke."},
    }  # fmt: skip
    change = db.session.scalars(select(Change).where(Change.verb == "question added")).one()
    assert (change.by_id, change.detail) == (
        world.tara.id, {"key": "kaj-varuje-telefon", "version": 1},
    )  # fmt: skip


@pytest.mark.parametrize("given", samples.ALL, ids=lambda one: one["type"])
def test_each_kind_is_shown_and_saved_again_without_a_difference(tara, world, given):
    if given["type"] == "hotspot":
        send_picture(world)
    row = put(world, given)
    tara.visit(f"/questions/{row.id}").visit(f"/questions/{row.id}/edit")
    save(tara)
    assert "Nothing was different" in tara.text()
    (row,) = questions()
    assert row.version == 1


@pytest.mark.parametrize("given", samples.ALL, ids=lambda one: one["type"])
def test_each_kind_can_be_begun_and_says_what_is_missing(tara, world, given):
    tara.visit(f"{BANK}/new/{given['type']}")
    tara.press("question", "Save", 422)
    assert "This cannot be saved yet." in tara.text("#question_complaints")
    assert questions() == []


def send_picture(world, name="phone.webp", words=None):
    ready = actions.put(made_ready(picture()))
    one = actions.add(world.digital, name, ready, words=words, by=world.tara, now=NOW)
    db.session.commit()
    return one


def test_add_an_option_keeps_what_was_typed_and_saves_nothing(tara, world):
    tara.visit(f"{BANK}/new/choice")
    button(tara, "add:options", **{"q.prompt.sl": "Kaj?", "q.options.2.text.sl": "Tri"})
    assert tara.text("#q-prompt-sl") == "Kaj?"
    assert tara.page.find(id="q-options-2-text-sl").text == "Tri"
    assert tara.page.find(id="q-options-3-text-sl").has_attr("autofocus")
    assert questions() == []
    button(tara, "up:options.2")
    assert tara.page.find(id="q-options-1-text-sl").text == "Tri"
    button(tara, "drop:options.1")
    assert tara.page.find(id="q-options-1-text-sl").text == ""
    assert tara.page.find(id="q-options-3") is None


def test_a_row_that_was_taken_out_never_gives_its_name_to_another(tara, world):
    row = put(world, samples.CHOICE)
    tara.visit(f"/questions/{row.id}/edit")
    button(tara, "drop:options.2")
    save(tara)
    tara.visit(f"/questions/{row.id}/edit")
    button(tara, "add:options")
    save(tara, **{"q.options.2.text.en": "A lock"})
    (row,) = questions()
    assert [one["id"] for one in content_of(row)["options"]] == ["a", "b", "d"]
    assert row.version == 3


def test_languages_stand_side_by_side_and_turn(tara, world):
    tara.visit(f"{BANK}/new/true_false")
    button(tara, "language", language="ar", **{"q.prompt.sl": "Banka piše po PIN."})
    field = tara.page.find(id="q-prompt-ar")
    assert (field["lang"], field["dir"]) == ("ar", "rtl")
    save(tara, **{"q.prompt.ar": "البنك يكتب", "q.answer": "false"})
    (row,) = questions()
    assert content_of(row)["prompt"] == {"sl": "Banka piše po PIN.", "ar": "البنك يكتب"}
    assert content_of(row)["answer"] is False


def test_a_change_is_a_new_version_and_the_old_one_stays(tara, world):
    row = put(world, samples.CHOICE)
    tara.visit(f"/questions/{row.id}/edit")
    save(tara, **{"q.options.0.text.en": "A long code"})
    assert [
        one.number
        for one in db.session.scalars(select(QuestionVersion).order_by(QuestionVersion.number))
    ] == [1, 2]
    tara.visit(f"/questions/{row.id}/versions")
    assert "Ema" in tara.text("table")
    tara.visit(f"/questions/{row.id}/versions/2")
    assert "Option 1" in tara.text("dl.difference")
    assert tara.text("del") == "Gone: A code"
    assert tara.text("ins") == "New: A long code"
    tara.visit(f"/questions/{row.id}/versions/1").visit(f"/questions/{row.id}/edit?from=1")
    save(tara)
    (row,) = questions()
    assert (row.version, content_of(row)["options"][0]["text"]) == (3, {"en": "A code"})


def test_who_saves_second_is_told_and_keeps_what_was_typed(tara, world):
    row = put(world, samples.CHOICE)
    tara.visit(f"/questions/{row.id}/edit")
    changed = samples.CHOICE | {"prompt": {"en": "Which?"}}
    put_question(world.digital, read(changed, "en")[0], row, by=world.ema, now=NOW)
    db.session.commit()
    tara.press("question", "Save", 422, **{"q.prompt.en": "Mine"})
    assert "Somebody saved version 2" in tara.text("#question_complaints")
    save(tara)
    (row,) = questions()
    assert (row.version, content_of(row)["prompt"]) == (3, {"en": "Mine"})


def test_a_picture_and_a_recording_are_sent_with_the_question(tara, world):
    tara.visit(f"{BANK}/new/choice")
    form = tara.page.find("form", id="question")
    data = filled(form) | {
        "do": "save", "q.prompt.sl": "Kaj?",
        "q.options.0.text.sl": "Da", "q.options.1.text.sl": "Ne",
        "file.options.0.picture": (io.BytesIO(picture()), "Moj telefon.webp"),
        "file.audio.sl": (io.BytesIO(wav()), "vprasanje.wav"),
    }  # fmt: skip
    tara.look(tara.send("POST", form["action"], data), 422)  # nothing is right yet
    assert sorted(one.kind for one in db.session.scalars(select(Media))) == ["audio", "picture"]
    assert tara.page.select_one("#q-options-0 img.chosen")
    save(tara, **{
        "q.options.0.right": "on", "q.options.0.picture_words.sl": "Telefon",
    })  # fmt: skip
    (row,) = questions()
    content = content_of(row)
    assert content["options"][0]["picture"] == "../media/moj-telefon.webp"
    assert content["audio"] == {"sl": "../media/vprasanje.wav"}


def test_a_file_that_is_none_is_said_at_its_place_and_nothing_is_lost(tara, world):
    tara.visit(f"{BANK}/new/choice")
    form = tara.page.find("form", id="question")
    data = filled(form) | {
        "do": "save", "q.prompt.sl": "Kaj?",
        "file.options.0.picture": (io.BytesIO(wav()), "ton.wav"),
    }  # fmt: skip
    tara.look(tara.send("POST", form["action"], data), 422)
    assert "Send a picture here." in tara.text("#q-options-0-picture-why")
    assert tara.text("#q-prompt-sl") == "Kaj?"


def test_a_picture_that_the_course_knows_brings_its_words(tara, world):
    send_picture(world, words={"sl": "Telefon na mizi"})
    tara.visit(f"{BANK}/new/hotspot")
    button(tara, "look", **{
        "q.picture": "phone.webp", "q.spots.0.x": "50", "q.spots.0.y": "90",
    })  # fmt: skip
    assert tara.page.find(id="q-picture_words-sl").text == "Telefon na mizi"
    assert len(tara.page.select("#places ellipse")) == 1
    tara.press("question", "Save", 422, **{"q.picture": "nothing.webp"})
    assert "The course has no such file." in tara.text("#question_complaints")


def test_gaps_are_found_in_the_text(tara, world):
    tara.visit(f"{BANK}/new/cloze")
    button(tara, "gaps", **{"q.prompt.sl": "Jaz [1] iz [2]."})
    button(tara, "add:gaps.2.options", **{"q.gaps.1.answers.0.text": "sem"})
    button(tara, "add:gaps.2.options")
    save(tara, **{
        "q.gaps.2.options.0.text.sl": "Sirije", "q.gaps.2.options.0.right": "on",
        "q.gaps.2.options.1.text.sl": "Sirija",
    })  # fmt: skip
    (row,) = questions()
    assert content_of(row)["gaps"] == {
        "1": {"answers": [{"text": "sem"}]},
        "2": {"options": [{"id": "a", "text": {"sl": "Sirije"}, "right": True},
                          {"id": "b", "text": {"sl": "Sirija"}}]},
    }  # fmt: skip


def test_one_choice_becomes_several(tara, world):
    row = put(world, samples.CHOICE)
    tara.visit(f"/questions/{row.id}/edit")
    button(tara, "type:choices")
    save(tara, **{"q.options.1.right": "on", "q.partial": "balanced"})
    (row,) = questions()
    assert (row.kind, content_of(row)["partial"]) == ("choices", "balanced")


def test_a_rubric_keeps_its_levels_by_language(tara, world):
    tara.visit(f"{BANK}/new/essay")
    button(tara, "add:rubric")
    save(tara, **{
        "q.prompt.sl": "Piši.", "q.rubric.0.title.sl": "Jasno", "q.rubric.0.points": "2",
        "q.rubric.0.levels.sl": "nič\r\nnekaj\r\nvse",
    })  # fmt: skip
    (row,) = questions()
    assert content_of(row)["rubric"][0]["levels"] == [{"sl": "nič"}, {"sl": "nekaj"}, {"sl": "vse"}]
    tara.visit(f"/questions/{row.id}/edit")
    assert tara.page.find(id="q-rubric-0-levels-sl").text.strip() == "nič\nnekaj\nvse"


def test_fields_that_no_page_sends_change_nothing(tara, world):
    tara.visit(f"{BANK}/new/choice")
    for do in ("drop:options.99", "up:..", "add:prompt", "type:essay", "explode", "forget:gaps"):
        button(tara, do, **{"q.options.x.text": "?", "q.prompt": "?", "q.options": "?"})
    tara.press("question", "Save", 422, **{"q.foo.bar": "1"})
    assert questions() == []


FORGED = (
    "q.gaps", "q.gaps.1", "q.prompt", "q.prompt.sl.x", "q.tags.x", "q.type.x", "q.hint.sl.x",
    "q.options.0", "q.options.0.share.x", "q.options.0.right.x", "q.options.0.audio.sl.x",
    "q.options.0.picture.x", "q.spots.0.x.y", "q.rubric.0.levels", "q.rubric.0.points.x",
    "q.pairs.0.left", "q.answers.0.text.sl", "q.units.0.name.x", "q.feedback.always.sl.x",
    "q.feedback", "q.gaps.1.answers", "q.gaps.1.options.0.text", "q.shuffle.x", "q.answer.x",
)  # fmt: skip


@pytest.mark.parametrize("kind", [one["type"] for one in samples.ALL])
def test_a_form_that_no_page_sends_breaks_nothing(tara, world, kind):
    tara.visit(f"{BANK}/new/{kind}")
    for do in ("save", "look"):
        for name in FORGED:
            url, typed = f"{BANK}/new/{kind}", {name: "?", "do": do, "languages": "sl"}
            assert tara.send("POST", url, token(tara) | typed).status_code in (200, 422), name
    assert questions() == []


def test_the_list_is_filtered_by_type_tag_words_quiz_and_what_is_missing(tara, world):
    check = quiz(world, samples.CHOICE, samples.ORDER)
    put(world, samples.TEXT | {"tags": ["food"]})

    def keys(query):
        tara.visit(f"{BANK}?{query}")
        return len(tara.page.select("tbody tr"))

    assert keys("") == 3
    assert keys("kind=order") == 1
    assert keys("tag=food") == 1
    assert keys("q=PHONE") == 1
    assert keys(f"quiz={check.id}") == 2
    assert keys("problem=unused") == 1
    assert keys("problem=language") == 3  # the course is in Slovene
    assert keys("problem=retired") == 0


def test_the_list_asks_as_much_for_many_questions_as_for_one(tara, world):
    put(world, samples.CHOICE)
    with count_queries() as few:
        tara.visit(BANK)
    for number in range(60):
        put(world, samples.CHOICE | {"key": f"lock-{number}"})
    with count_queries() as many:
        tara.visit(BANK)
    assert len(many) == len(few)
    assert len(tara.page.select("tbody tr")) == 50


def test_a_question_in_a_quiz_cannot_be_retired_others_come_back(tara, world):
    quiz(world, samples.CHOICE)
    (row,) = questions()
    tara.visit(f"/questions/{row.id}")
    assert tara.text("section[aria-labelledby=used_head] li a") == "Check"
    assert tara.page.find("form", id="retire") is None
    tara.look(tara.send("POST", f"/questions/{row.id}/retirement", token(tara)), 409)
    other = put(world, samples.ORDER)
    tara.visit(f"/questions/{other.id}").press("retire", "Retire the question")
    assert questions()[1].retired_at == NOW
    tara.press("retire", "Bring it back")
    assert questions()[1].retired_at is None


def token(tara):
    return {"csrf_token": tara.page.select_one("[name=csrf_token]")["value"]}


def test_the_outline_leads_to_the_questions(tara, world):
    tara.visit("/courses/digital-basics/edit")
    assert tara.page.find("a", href=BANK)


def test_one_choice_takes_one_right_option_and_says_what_to_do_with_several(tara):
    tara.visit(f"{BANK}/new/choice")
    typed = {"q.prompt.sl": "Kaj?", "q.options.0.text.sl": "A", "q.options.1.text.sl": "B",
             "q.options.0.right": "on", "q.options.1.right": "on"}  # fmt: skip
    tara.press("question", "Save", 422, **typed)
    assert "press “Make it: several may be chosen”" in tara.text("#q-options")
    button(tara, "type:choices")
    save(tara)
    assert [row.kind for row in questions()] == ["choices"]


def test_a_picture_that_a_question_shows_is_said_in_words(tara, world):
    row = put(world, samples.CHOICE | {"picture": "../media/phone.webp"})
    tara.visit(f"/questions/{row.id}/edit")
    tara.press("question", "Save", 422)
    assert "Say in words what the picture shows." in tara.text("form#question")


def test_a_question_says_which_quiz_has_it_that_is_not_offered_yet(tara, world):
    test = quiz(world, samples.CHOICE)
    test.retired_at = NOW
    db.session.commit()
    (row,) = questions()
    assert "Not offered" in tara.visit(f"/questions/{row.id}").text("[aria-labelledby=used_head]")
    tara.press("retire", "Retire the question")
    assert questions()[0].retired_at is not None
