"""Coordinators choose what a programme sends, and change its questions in the browser."""

import io
from datetime import timedelta

import pytest

from lms.db import db
from lms.surveys import actions, queries
from lms.surveys.instruments import of_the_product, plain, read
from lms.surveys.models import ProgrammeSurvey, Survey, SurveySound, SurveyVersion
from tests.cast import NOW
from tests.courses.samples import ogg
from tests.surveys.asked import asks

SETTINGS = "/programmes/digital-local/surveys"


def setting(moment="end"):
    db.session.expire_all()
    return db.session.scalars(db.select(ProgrammeSurvey).filter_by(moment=moment)).one()


@pytest.fixture
def survey(world):
    asks(world)
    return db.session.scalars(db.select(Survey)).one()


def content(survey):
    db.session.expire_all()
    return read(queries.survey(survey.id).version.content)


def test_a_survey_is_switched_on_with_the_one_that_fits(world, visitor):
    visitor.sign_in(world.ema).visit(SETTINGS)
    assert "is not sent" in visitor.text("section")
    visitor.press("end", "Save, and send from now on")
    row = setting()
    assert (row.survey.key, row.anonymous, row.reminders, row.since) == (
        "end-learners", True, 1, NOW,
    )  # fmt: skip
    assert "is sent" in visitor.text("section")


def test_questions_are_read_and_changed_before_anybody_is_asked(world, visitor):
    visitor.sign_in(world.ema).visit(SETTINGS)
    visitor.visit(visitor.page.find("a", href=f"{SETTINGS}/questions/end-learners")["href"])
    assert "Did you like the course?" in visitor.text("main")
    assert db.session.scalars(db.select(Survey)).all() == []
    visitor.press("copy", "Change the questions")
    ours = db.session.scalars(db.select(Survey)).one()
    assert (ours.organisation_id, ours.key) == (world.local.organisation_id, "end-learners")
    assert db.session.scalars(db.select(ProgrammeSurvey)).all() == []
    visitor.visit(f"/surveys/{ours.id}")
    visitor.press("words", "Save", title_en="How was it here?")
    visitor.visit(SETTINGS)
    assert visitor.page.find("a", href=f"/surveys/{ours.id}").text == "How was it here?"
    assert not visitor.page.find("a", href=f"{SETTINGS}/questions/end-learners")
    visitor.visit(f"{SETTINGS}/questions/nothing", 404)


def test_who_cannot_choose_is_told_who_can(world, visitor):
    visitor.sign_in(world.tara).visit("/groups/jes-a/surveys")
    assert "Its coordinators choose them" in visitor.text("main")


def test_what_cannot_be_is_said_and_nothing_is_lost(world, visitor):
    visitor.sign_in(world.ema).visit(SETTINGS)
    visitor.press("end", "Save", 422, **{"end-open_days": "400", "end-reminders": "2"})
    assert "from 3 to 90" in visitor.text("#end_complaints")
    assert visitor.page.select_one("[name=end-reminders] [selected]")["value"] == "2"


def test_a_survey_is_switched_off(world, visitor):
    asks(world)
    visitor.sign_in(world.ema).visit(SETTINGS)
    visitor.press("end_end", "Ask nobody else")
    assert setting().off_at == NOW


def test_a_group_is_asked_with_a_button(world, visitor):
    asks(world)
    visitor.sign_in(world.tara).visit("/groups/jes-a/surveys")
    visitor.press("ask_end", "Ask this group now")
    assert "2 people are asked now" in visitor.text("#notice")
    assert "0 of 2 people answered" in visitor.text("ul.lines")
    assert "also those who have left the group" in visitor.text("main")
    visitor.press("ask_end", "Ask this group now")
    assert "asked already" in visitor.text("#notice")


def test_a_question_is_changed_and_who_was_asked_keeps_the_old_one(world, visitor, survey):
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    before = survey.version.id
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked")
    visitor.press("question", "Save", words_en="Was it good?")
    assert content(survey).question("liked").words["en"] == "Was it good?"
    old = db.session.get_one(SurveyVersion, before)
    assert read(old.content).question("liked").words["en"] == "Did you like the course?"
    assert queries.last_round(world.a.id, "end").version_id == before


def test_a_question_of_another_kind_is_another_question(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked")
    visitor.press("question", "Save", kind="faces_5")
    assert content(survey).questions[0].key == "liked-2"


def test_a_new_question_with_answers_and_more_lines_keeps_what_was_typed(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/new")
    typed = {"kind": "one", "words_en": "When?", "option_0_en": "Morning", "option_1_en": "Evening"}
    visitor.press("question", "Add an answer", 200, **typed)
    assert visitor.page.select_one("[name=option_1_en]")["value"] == "Evening"
    visitor.press("question", "Save")
    made = content(survey).questions[-1]
    assert [option.words["en"] for option in made.options] == ["Morning", "Evening"]
    assert len({option.key for option in made.options}) == 2


def test_enter_in_a_field_saves(world, visitor, survey):
    """A browser presses the first button of a form for who presses Enter."""
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/new")
    assert visitor.page.select_one("#question button")["name"] == "save"


def test_a_question_without_words_or_answers_is_not_saved(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/new")
    visitor.press("question", "Save", 422, kind="several", option_0_en="Only one")
    assert "Write the question." in visitor.text("#question_complaints")
    assert "two answers or more" in visitor.text("#question_complaints")
    assert visitor.page.select_one("[name=option_0_en]")["value"] == "Only one"


def test_only_yes_and_no_is_counted_for_the_funder(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked")
    visitor.press("question", "Save", 422, indicator="R.2.9")
    assert "yes and no" in visitor.text("#question_complaints")


def test_a_language_that_the_platform_does_not_speak_is_written_and_asked(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked?also=uk")
    visitor.press("question", "Save", words_uk="Вам сподобався курс?")
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    assert "uk" in content(survey).languages


def test_questions_change_places_and_the_last_stays(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}")
    visitor.press("down_liked", "Down")
    assert [one.key for one in content(survey).questions][:2] == ["understood", "liked"]
    for key in ("understood", "liked", "welcome", "helped", "can"):
        visitor.visit(f"/surveys/{survey.id}").press(f"remove_{key}", "Remove")
    visitor.press("remove_better", "Remove", 409)
    assert len(content(survey).questions) == 1


def test_a_recording_is_put_with_a_question_and_heard_by_anybody(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked")
    visitor.press("question", "Save", sound_en=(io.BytesIO(ogg()), "q.ogg"))
    kept = db.session.scalars(db.select(SurveySound)).one()
    assert content(survey).question("liked").sounds == {"en": kept.id}
    heard = visitor.send("GET", f"/survey-sounds/{kept.id}")
    assert heard.mimetype.startswith("audio/")


def test_what_is_no_sound_is_refused_with_words(world, visitor, survey):
    visitor.sign_in(world.ema).visit(f"/surveys/{survey.id}/questions/liked")
    visitor.press("question", "Save", 422, sound_en=(io.BytesIO(b"MZ evil"), "q.mp3"))
    assert visitor.text("#question_complaints")


@pytest.mark.parametrize("key", sorted(of_the_product()))
def test_those_that_come_with_the_product_are_whole_in_three_languages(key):
    one = of_the_product()[key]
    assert read(plain(one)) == one
    for words in (one.title, one.intro, *(question.words for question in one.questions)):
        assert {*words} == {"en", "sl", "ar"}
    for question in one.questions:
        assert all({*option.words} == {"en", "sl", "ar"} for option in question.options)
    assert any(question.indicator for question in one.questions if key != "none")


def test_the_same_wish_twice_changes_nothing(world):
    asks(world)
    before = setting().since
    assert asks(world).since == before
    assert before == NOW - timedelta(days=300)
