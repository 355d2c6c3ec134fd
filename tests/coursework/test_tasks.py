"""Writing an answer: a draft that is never lost, a file, handing in, taking back."""

import io
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from lms import clock, files
from lms.courses import queries as courses
from lms.coursework.models import State, TaskAnswer
from lms.db import db
from lms.files import File
from lms.people.models import Change
from tests.attendance.samples import NOT_ALLOWED, PDF
from tests.cast import NOW
from tests.coursework.samples import handed_in
from tests.queries import count_queries
from tests.visitor import Visitor


def page(world, key="memorandum"):
    return f"/lessons/{world.lesson.id}/tasks/{key}"


def answers():
    return db.session.scalars(select(TaskAnswer).order_by(TaskAnswer.id)).all()


@pytest.fixture
def olga(visitor, cities):
    return visitor.sign_in(cities.olga).visit(page(cities))


def test_the_page_has_the_words_of_the_task_in_the_language_of_its_reader(olga, cities):
    assert olga.text("h1") == "A memorandum"
    assert olga.text("article") == "Write the memorandum for six flats."
    assert olga.page.select_one("article em").text == "memorandum"
    cities.olga.language = "sl"
    olga.visit(page(cities))
    assert olga.text("h1") == "Memorandum"
    olga.visit(page(cities, "first-signal"))  # there is none in Slovene
    assert olga.page.select_one("article .prose")["lang"] == "en"


def test_it_says_beforehand_who_reads_it(olga, cities):
    words = olga.text("#answer .notice")
    assert "Your trainer reads it: Tina." in words
    assert "One colleague from another city" in words
    olga.visit(page(cities, "first-signal"))
    assert "No other learner sees it." in olga.text("#answer .notice")


def test_a_draft_is_kept_and_only_its_author_sees_it(olga, cities):
    olga.press("answer", "Save", text="Six flats.\r\n\r\nTwo \u202eyears.")
    assert "only you see it" in olga.text("#notice")
    (answer,) = answers()
    assert (answer.text, answer.state) == ("Six flats.\n\nTwo years.", State.DRAFT)
    assert olga.page.select_one("#answer_text").text.strip() == "Six flats.\n\nTwo years."
    tina = Visitor(olga.app).sign_in(cities.tina)
    tina.visit(f"/tasks/answers/{answer.id}", 403)


def test_it_saves_itself_while_one_writes(app, cities):
    visitor = Visitor(app, htmx=True).sign_in(cities.olga).visit(page(cities))
    form = visitor.page.find("form", id="autosave")
    typed = {
        "csrf_token": form.select_one("[name=csrf_token]")["value"], "text": "Half", "seen": "",
    }  # fmt: skip
    headers = {"HX-Request": "true", "HX-Target": "saved"}
    visitor.swap(visitor.send("POST", form["action"], typed, headers), 200, "saved")
    assert visitor.swapped == ["saved", "notice"]
    assert "Saved at 20:30" in visitor.text("#saved")
    typed |= {"text": "Half a page", "seen": visitor.page.select_one("#seen")["value"]}
    visitor.swap(visitor.send("POST", form["action"], typed, headers), 200, "saved")
    assert [answer.text for answer in answers()] == ["Half a page"]
    assert db.session.scalar(select(func.count()).select_from(Change)) == 0  # a draft is no news


def test_nothing_is_saved_over_what_was_written_elsewhere(olga, cities, app, monkeypatch):
    olga.press("answer", "Save", text="Begun.")
    phone = Visitor(app).sign_in(cities.olga).visit(page(cities))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))
    phone.press("answer", "Save", text="Begun on the phone.")
    olga.press("answer", "Save", 422, text="Begun at the desk.")
    assert "on another device" in olga.text("#answer_complaints")
    assert olga.page.select_one("#answer_text").text.strip() == "Begun at the desk."
    assert "Begun on the phone." in olga.text("#answer details")
    olga.press("answer", "Save", text="Begun on the phone, and at the desk.")
    assert [answer.text for answer in answers()] == ["Begun on the phone, and at the desk."]


def test_what_is_written_too_long_is_not_lost(olga):
    olga.press("answer", "Save", 422, text="x" * 20_001)
    assert "too long" in olga.text("#answer_complaints")
    assert len(olga.page.select_one("#answer_text").text.strip()) == 20_001
    assert answers() == []


def test_a_file_is_handed_in_looked_at_and_taken_out(olga, cities, app):
    olga.press("answer", "Save", text="See file.", file=(BytesIO(PDF), "../memo.exe"))
    (answer,) = answers()
    assert answer.file_name == "memo.pdf"
    assert "memo.pdf" in olga.text("#answer .handouts")
    shown = olga.send("GET", f"/tasks/answers/{answer.id}/file")
    assert (shown.data, shown.mimetype) == (PDF, "application/pdf")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert (
        Visitor(app)
        .sign_in(cities.tina)
        .send("GET", f"/tasks/answers/{answer.id}/file")
        .status_code
    )
    olga.press("answer", "Take the file out", text="No file any more.")
    assert [(one.text, one.file_id) for one in answers()] == [("No file any more.", None)]
    assert db.session.scalar(select(func.count()).select_from(File)) == 0


@pytest.mark.parametrize("what", NOT_ALLOWED)
def test_a_file_that_is_none_of_these_is_refused_and_the_text_stays(olga, what):
    olga.press("answer", "Save", 422, text="See.", file=(BytesIO(NOT_ALLOWED[what]), "a.pdf"))
    assert olga.page.select_one("#answer_text").text.strip() == "See."
    assert answers() == []


def photo():
    """A real JPEG as a telephone makes it: turned, with the place and the day."""
    picture, beside, taken = (
        Image.effect_noise((64, 32), 60).convert("RGB"),
        Image.Exif(),
        BytesIO(),
    )
    beside[0x0112] = 6  # a quarter turn
    beside[0x0132] = "2022:03:24 18:30:00"
    beside.get_ifd(0x8825).update({1: "N", 2: (46.0, 3.0, 20.0), 3: "E", 4: (14.0, 30.0, 21.0)})
    picture.save(taken, "JPEG", exif=beside)
    return taken.getvalue()


def test_a_photo_says_neither_where_nor_when_it_was_taken(olga):
    sent = photo()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (46.0, 3.0, 20.0)
    olga.press("answer", "Save", text="See.", file=(BytesIO(sent), "flat.jpg"))
    (answer,) = answers()
    kept = files.content_of(answer.file_id)
    picture = Image.open(BytesIO(kept))
    assert not picture.getexif()
    assert b"2022:03:24" not in kept
    assert picture.size == (32, 64)  # upright
    assert answer.file_name == "flat.jpg"


def test_a_picture_that_cannot_be_opened_is_refused_and_the_text_stays(olga):
    broken = BytesIO(photo()[:300])
    olga.press("answer", "Save", 422, text="See.", file=(broken, "flat.jpg"))
    assert "damaged" in olga.text("#answer_complaints")
    assert olga.page.select_one("#answer_text").text.strip() == "See."
    assert answers() == []


def test_a_file_that_is_not_what_its_name_says_is_refused(olga):
    file = (io.BytesIO(b"Only words."), "fake.mp3")
    olga.press("answer", "Save", 422, text="See.", file=file)
    assert "fake.mp3 is no sound." in olga.text("#answer")


def test_a_reflection_takes_no_file(olga, cities):
    olga.visit(page(cities, "first-signal"))
    assert olga.page.select_one("#answer_file") is None


def test_it_is_handed_in_and_taken_back_while_nobody_has_answered(olga):
    olga.press("answer", "Hand in", text="Six flats.")
    assert "Handed in" in olga.text("#notice")
    (answer,) = answers()
    assert (answer.state, answer.group.slug) == (State.WAITING, "cities-1")
    assert olga.page.find(id="answer") is None
    olga.press("back", "Take it back")
    db.session.expire_all()
    assert answers()[0].state == State.DRAFT
    assert olga.page.select_one("#answer_text").text.strip() == "Six flats."
    verbs = db.session.scalars(select(Change.verb).where(Change.noun == "task answer"))
    assert sorted(verbs) == ["handed in", "taken back"]


def test_nothing_cannot_be_handed_in(olga):
    olga.press("answer", "Hand in", 409, text="  ")
    assert answers() == []


def test_who_is_in_no_group_writes_and_hands_in_later(app, visitor, cities):
    db.session.delete(next(one for one in cities.memberships if one.person is cities.olga))
    visitor.sign_in(cities.olga).visit(page(cities))
    assert visitor.page.find(id="hand_in_button") is None
    visitor.press("answer", "Save", text="Six flats.")
    assert [answer.state for answer in answers()] == [State.DRAFT]


def test_what_is_handed_in_cannot_be_changed_by_an_old_page(olga, app, cities):
    elsewhere = Visitor(app).sign_in(cities.olga).visit(page(cities))
    olga.press("answer", "Hand in", text="Six flats.")
    elsewhere.press("answer", "Save", 422, text="Seven flats.")  # both are shown
    db.session.expire_all()
    assert [answer.text for answer in answers()] == ["Six flats."]


def test_there_is_no_such_task(olga, cities):
    olga.visit(page(cities, "nothing"), 404)


def test_who_teaches_it_sees_the_task_and_writes_nothing(visitor, cities):
    visitor.sign_in(cities.tina).visit(page(cities))
    assert visitor.page.find(id="answer") is None
    assert visitor.text("article") == "Write the memorandum for six flats."


def test_the_lesson_leads_to_its_tasks(olga, cities):
    with count_queries() as seen:
        olga.visit(f"/lessons/{cities.lesson.id}")
    assert len(seen) <= 8, "\n\n".join(seen)
    assert "2 tasks to hand in" in olga.text("#way_coursework_tasks")
    olga.visit(f"/lessons/{cities.lesson.id}/tasks")
    assert "not begun" in olga.text("main .lines")
    handed_in(cities.olga, cities)
    olga.visit(f"/lessons/{cities.lesson.id}/tasks")
    assert [li.select_one(".tag").text.strip() for li in olga.page.select("main .lines > li")] == [
        "handed in", "not begun",
    ]  # fmt: skip


def test_the_box_of_a_task_says_where_one_is_with_it(olga, cities, app):
    handed_in(cities.olga, cities)
    lesson = f"/lessons/{cities.lesson.id}"
    with count_queries() as seen:
        olga.visit(lesson)
    assert len(seen) <= 8, "\n\n".join(seen)
    boxes = [box.get_text(" ", strip=True) for box in olga.page.select("main p.slot")]
    assert boxes[:2] == ["Open the task handed in", "Answer this task not begun"]
    tina = Visitor(app).sign_in(cities.tina).visit(lesson)
    assert {box.text.strip() for box in tina.page.select("main p.slot")} == {"Answer this task"}


def test_all_one_s_own_are_in_one_list_that_costs_the_same(olga, cities, app):
    olga.visit("/tasks")
    assert "What you write for the tasks" in olga.text("main")
    handed_in(cities.olga, cities)
    with count_queries() as one:
        olga.visit("/tasks")
    assert "A memorandum" in olga.text("main .lines")
    for number in range(12):
        about = {"person_id": cities.olga.id, "lesson_id": cities.lesson.id, "changed_at": NOW}
        db.session.add(TaskAnswer(task=f"t{number}", **about))
    db.session.commit()
    with count_queries() as many:
        olga.visit("/tasks")
    assert len(many) == len(one) <= 10
    with count_queries() as seen:
        olga.visit(page(cities))
    assert len(seen) <= 15


def test_a_group_one_has_left_still_reads(app, cities):
    place = next(one for one in cities.memberships if one.person is cities.olga)
    place.ends_on = place.starts_on
    db.session.commit()
    group = courses.group_for(cities.olga.id, [cities.cities], NOW.date())
    assert group.slug == "cities-1"
