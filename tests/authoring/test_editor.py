"""A lesson is written, kept as a draft, looked at, published, brought back; two people at once."""

import pytest

from lms.authoring import queries
from lms.authoring.actions import drafts, writing
from lms.courses import blocks
from lms.courses.actions.publishing import Words, publish, text_of
from lms.courses.models import Lesson, LessonVersion
from lms.db import db
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor

TEXT = "## Lock it\n\nA code of six digits.\n\n- One\n- Two\n"


@pytest.fixture
def lesson(world):
    """A lesson of the digital course, published once in English and Slovene."""
    found = world.digital.modules[0].lessons[0]
    english = Words("First of 01-my-phone", 10, None, None, None, "One.\n\nTwo.\n\nThree.\n")
    publish(found, "en", english, by=world.sam, now=NOW)
    slovene = Words("Prva", 10, None, None, None, "Ena.\n\nDve.\n\nTri.\n")
    publish(found, "sl", slovene, by=world.sam, now=NOW)
    db.session.commit()
    return found


@pytest.fixture
def tara(visitor, world, lesson):
    return visitor.sign_in(world.tara)


def edit(visitor, lesson, language="en"):
    return visitor.visit(f"/lessons/{lesson.id}/edit/{language}")


def to_publish(visitor, **typed):
    """Keeps the draft, and leads on to its publication."""
    visitor.press("editor", "Publish …", 204 if visitor.htmx else 303, **typed)


def mine(world, lesson, language="en", who="tara"):
    db.session.expire_all()
    return queries.draft(lesson.id, language, getattr(world, who).id)


def text(lesson, language="en"):
    db.session.expire_all()
    return text_of(db.session.get(Lesson, lesson.id), language)


def test_a_trainer_writes_a_lesson_alone_from_nothing_to_its_readers(app, tara, world):
    module = world.digital.modules[0]
    tara.visit(f"/modules/{module.id}/lessons/new")
    tara.press("lesson", "Begin to write", title="Lock the phone", minutes="5", language="en")
    lesson = db.session.query(Lesson).filter_by(slug="03-lock-the-phone").one()
    lea = Visitor(app).sign_in(world.lea)
    lea.visit(f"/lessons/{lesson.id}", 404)
    tara.press("editor", "Save draft", markdown=TEXT, title="Lock your phone")
    assert lesson.titles == {"en": "Lock your phone"}
    assert "A code of six digits." in tara.text("#preview")
    assert "Saved at 20:30" in tara.text("#saved")
    to_publish(tara, markdown=TEXT, title="Lock your phone")
    tara.press("publish", "Publish now", note="New")
    assert "A code of six digits." in lea.visit(f"/lessons/{lesson.id}").text("article")
    assert lesson.retired_at is None
    version = db.session.query(LessonVersion).filter_by(lesson_id=lesson.id).one()
    assert (version.by_id, version.note, version.markdown) == (world.tara.id, "New", TEXT)
    assert mine(world, lesson) is None


def test_a_draft_changes_nothing_of_what_people_read(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="New.\n")
    assert text(lesson).markdown == "One.\n\nTwo.\n\nThree.\n"
    assert mine(world, lesson).markdown == "New.\n"


def test_what_cannot_be_kept_yet_is_said_and_the_rest_is_kept(tara, world, lesson):
    typed = {"minutes": "soon", "title": "x" * 301, "audio": "javascript:x", "markdown": "New.\n"}
    edit(tara, lesson).press("editor", "Save draft", 422, **typed)
    said = tara.text("#problems")
    for words in ("Write a whole number", "This is too long", "Name a file of the course"):
        assert words in said
    draft = mine(world, lesson)
    assert (draft.markdown, draft.title, draft.minutes) == ("New.\n", "First of 01-my-phone", 10)


def test_problems_have_their_line_and_stop_a_publication(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="Good.\n\n![](../media/no.webp)\n")
    assert tara.page.select_one("#problems a[data-line='3']")
    to_publish(tara, markdown="Good.\n\n![](../media/no.webp)\n")
    assert "It cannot be published yet. Your draft is kept." in tara.text("main")
    response = tara.send("POST", f"/lessons/{lesson.id}/publish/en", {"csrf_token": token(tara)})
    assert response.status_code == 422
    assert text(lesson).version == 1
    assert mine(world, lesson)


def token(visitor):
    return visitor.page.find("input", attrs={"name": "csrf_token"})["value"]


def test_a_title_that_turns_the_writing_round_is_not_published(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", title="Safe \u202egnp.exe")
    assert "hidden sign turns the words" in tara.text("#problems")
    tara.visit(f"/lessons/{lesson.id}/publish/en")
    assert not tara.page.find("form", id="publish")


def test_an_empty_lesson_is_not_published(tara, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown=" ", title="", minutes="")
    said = tara.text("#problems")
    assert "Write a title." in said
    assert "Write the text." in said
    assert "Write how many minutes it takes." in said


def test_a_text_that_is_too_long_is_kept_and_said_to_be_so(tara, world, lesson):
    long = "word " * 50_000
    edit(tara, lesson).press("editor", "Save draft", markdown=long)
    assert "longer than 200 KB" in tara.text("#problems")
    assert len(mine(world, lesson).markdown) > 240_000


def test_twenty_megabytes_are_refused_in_words_and_what_was_saved_stays(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="Saved.\n")
    data = {"markdown": "x" * 20_000_000, "csrf_token": token(tara)}
    response = tara.send("POST", f"/lessons/{lesson.id}/edit/en", data)
    assert response.status_code == 413
    assert "This text is too long to be saved: at most 2 MB." in response.text
    assert mine(world, lesson).markdown == "Saved.\n"


def test_two_windows_of_one_author_do_not_write_over_each_other(app, tara, world, lesson):
    other = Visitor(app).sign_in(world.tara)
    edit(tara, lesson)
    edit(other, lesson).press("editor", "Save draft", markdown="In the second window.\n")
    tara.press("editor", "Save draft", 422, markdown="In the first window.\n")
    assert "saved from another window at 20:30" in tara.text("#saved")
    assert tara.text("#saved del") == "Gone: second"
    assert tara.page.find("textarea", id="editor_markdown")
    assert mine(world, lesson).markdown == "In the second window.\n"
    tara.press("editor", "Keep what is here", markdown="In the first window.\n")
    assert mine(world, lesson).markdown == "In the first window.\n"


def test_an_answer_that_was_lost_is_no_other_window(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="Same.\n")
    typed = {"token": "", "markdown": "Same.\n"}
    tara.press("editor", "Save draft", **typed)
    assert "another window" not in tara.text("#saved")


def test_the_editor_says_who_else_writes(app, tara, world, lesson):
    words = Words("First", 10, None, None, None, "One.\n\nTwo and a half.\n\nThree.\n")
    drafts.keep(lesson, "en", words, [None] * 3, by=world.sam, now=NOW)
    edit(tara, lesson)
    assert "Sam" in tara.text("main")
    draft = mine(world, lesson, who="sam")
    tara.visit(f"/drafts/{draft.id}")
    assert [part.text.split(": ")[1] for part in tara.page.select("ins")][-1] == " and a half"


def overtake(tara, world, lesson):
    """Tara writes; meanwhile Sam publishes."""
    edit(tara, lesson).press("editor", "Save draft", markdown="One.\n\nTara.\n\nThree.\n")
    words = Words("First", 10, None, None, None, "One.\n\nSam.\n\nThree.\n\nFour.\n")
    publish(lesson, "en", words, by=world.sam, now=NOW)
    db.session.commit()
    to_publish(tara, markdown="One.\n\nTara.\n\nThree.\n")
    assert "Sam has published version 2 since you began." in tara.text("main")
    assert not tara.page.find("form", id="publish")


def test_the_second_to_publish_sees_both_and_may_go_over_the_first(tara, world, lesson):
    overtake(tara, world, lesson)
    tara.press("over", "Publish mine")
    assert text(lesson).markdown == "One.\n\nTara.\n\nThree.\n"
    versions = db.session.scalars(queries.versions(lesson.id, "en")).all()
    assert [(one.number, one.by_id) for one in versions] == [
        (3, world.tara.id), (2, world.sam.id), (1, world.sam.id),
    ]  # fmt: skip


def test_the_second_to_publish_may_go_on_from_the_first(tara, world, lesson):
    overtake(tara, world, lesson)
    tara.press("theirs", "Go on from theirs")
    draft = mine(world, lesson)
    assert (draft.markdown, draft.based_on) == ("One.\n\nSam.\n\nThree.\n\nFour.\n", 2)


def test_two_texts_are_put_together_part_by_part(tara, world, lesson):
    overtake(tara, world, lesson)
    tara.visit(f"/lessons/{lesson.id}/merge/en")
    changed = [int(one["name"][5:]) for one in tara.page.select("input[value=theirs]")]
    choice = {f"part-{changed[0]}": "both", f"part-{changed[1]}": "theirs"}
    tara.press("merge", "Make this my draft", **choice)
    draft = mine(world, lesson)
    assert draft.based_on == 2
    for words in ("Sam.", "Tara.", "Four."):
        assert words in draft.markdown
    tara.visit(f"/lessons/{lesson.id}/publish/en").press("publish", "Publish now")
    assert text(lesson).version == 3


def test_a_merge_of_texts_that_have_changed_is_asked_for_again(tara, world, lesson):
    overtake(tara, world, lesson)
    tara.visit(f"/lessons/{lesson.id}/merge/en")
    tara.press("merge", "Make this my draft", 409, token="old")
    assert mine(world, lesson).markdown == "One.\n\nTara.\n\nThree.\n"


def test_who_began_before_a_publication_is_told_though_they_saved_after_it(tara, world, lesson):
    edit(tara, lesson)
    words = Words("First", 10, None, None, None, "Sam.\n")
    publish(lesson, "en", words, by=world.sam, now=NOW)
    db.session.commit()
    to_publish(tara, markdown="Tara.\n")
    assert "There are two texts now" in tara.text("main")


def test_blocks_of_a_translation_stay_tied_to_their_source(tara, world, lesson):
    ids = [block["id"] for block in text(lesson).blocks]
    changed = Words("First", 10, None, None, None, "One.\n\nTwo, changed.\n\nThree.\n")
    publish(lesson, "en", changed, by=world.sam, now=NOW)
    db.session.commit()
    now = blocks.digests(changed.markdown)
    edit(tara, lesson, "sl").press("editor", "Save draft", markdown="Ena.\n\nDve.\n\nTri, novo.\n")
    assert mine(world, lesson, "sl").links == [ids[0], ids[1], now[2]]


def test_versions_are_listed_compared_and_brought_back(tara, world, lesson):
    words = Words("First", 12, ["Lock"], None, None, "One.\n\nTwo again.\n\nThree.\n")
    publish(lesson, "en", words, note="Twice", by=world.ema, now=NOW)
    db.session.commit()
    tara.visit(f"/lessons/{lesson.id}/versions/en")
    rows = [row.text for row in tara.page.select("tbody tr")]
    assert "Ema" in rows[0]
    assert "Twice" in rows[0]
    assert "Sam" in rows[1]
    tara.visit(f"/lessons/{lesson.id}/versions/en/2")
    assert "New: again" in " ".join(tara.text(".difference").split())
    tara.visit(f"/lessons/{lesson.id}/versions/en/1").press("restore", "Publish it again")
    assert (text(lesson).markdown, text(lesson).version) == ("One.\n\nTwo.\n\nThree.\n", 3)
    assert "Version 1 again" in tara.text("tbody")
    tara.visit(f"/lessons/{lesson.id}/versions/en/2").press("restore", "Put it into my draft")
    assert mine(world, lesson).goals == ["Lock"]


def test_a_draft_is_put_away(tara, world, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="New.\n")
    edit(tara, lesson).press("drop", "Put my draft away")
    assert mine(world, lesson) is None


def test_an_author_sees_the_lesson_as_a_learner(tara, lesson):
    edit(tara, lesson).press("editor", "Save draft", markdown="## Draft\n\nOnly mine.\n")
    tara.visit(f"/lessons/{lesson.id}/preview/en")
    assert "This is your draft. Nobody else sees it." in tara.text("main")
    assert "Only mine." in tara.text("article")


def test_a_language_that_does_not_exist_is_no_page(tara, lesson):
    tara.visit(f"/lessons/{lesson.id}/edit/klingon", 404)


@pytest.mark.parametrize("blocks", [1, 200])
def test_the_editor_costs_the_same_for_long_and_short_texts(app, world, lesson, blocks):
    text = "\n\n".join(f"Paragraph {n}." for n in range(blocks))
    words = Words("First", 10, None, None, None, text)
    drafts.keep(lesson, "en", words, [None] * blocks, by=world.tara, now=NOW)
    tara = Visitor(app).sign_in(world.tara)
    with count_queries() as seen:
        edit(tara, lesson)
    assert len(seen) <= 13


def test_a_draft_is_overtaken_only_by_a_newer_version(world, lesson):
    words = Words("First", 10, None, None, None, "Mine.\n")
    draft = drafts.keep(lesson, "en", words, [None], by=world.tara, now=NOW)
    assert not writing.is_overtaken(draft)
    publish(lesson, "en", words, by=world.sam, now=NOW)
    db.session.flush()
    assert writing.is_overtaken(draft)


def test_html_that_is_taken_out_is_said_and_does_not_stop_a_publication(tara, world, lesson):
    edit(tara, lesson).press(
        "editor", "Save draft", markdown="One.\n\n<script>x</script>\n\nTwo.\n"
    )
    assert "Line 3: this HTML is taken out: <script>" in tara.text("#notes")
    assert not tara.page.find(id="problems")
