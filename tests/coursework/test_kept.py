"""What somebody wrote stays theirs: when the task goes, the lesson goes, or they go; and what
feedback was about can be read after they have gone on writing."""

import pytest
from sqlalchemy import delete

from lms.courses.models import Enrolment, Membership
from lms.coursework import actions
from lms.coursework.models import State, TaskAnswer, Verdict
from lms.db import db
from tests.cast import NOW
from tests.coursework.samples import TEXT, handed_in, write
from tests.visitor import Visitor


def rename_the_task(world):
    write(world.lesson, TEXT.replace("peer memorandum", "peer memo"))
    write(world.lesson, "Kaj vemo.", "sl")


def retire_the_lesson(world):
    world.lesson.retired_at = NOW


def leave_the_programme(world):
    db.session.execute(delete(Membership).where(Membership.person_id == world.olga.id))
    db.session.execute(delete(Enrolment).where(Enrolment.person_id == world.olga.id))


GONE = {
    rename_the_task: "not in the lesson any more",
    retire_the_lesson: "cannot open this lesson any more",
    leave_the_programme: "cannot open this lesson any more",
}


@pytest.mark.parametrize("happens", GONE)
def test_one_s_own_words_can_be_read_and_taken_back(app, cities, happens):
    answer = handed_in(cities.olga, cities)
    happens(cities)
    db.session.commit()
    olga = Visitor(app).sign_in(cities.olga).visit("/tasks")
    link = olga.page.select_one("main .lines .answers a")["href"]
    there = olga.send("GET", link)
    link = there.location or link  # a link of before, as mails have it, leads there, too
    assert link.endswith(f"/tasks/answers/{answer.id}")
    olga.visit(link)
    assert GONE[happens] in olga.text("main .notice")
    assert "Six flats, two years." in olga.text("main")
    assert olga.page.find(id="say") is None
    olga.press("back", "Take it back")
    assert db.session.get(TaskAnswer, answer.id).state == State.DRAFT
    olga.visit(f"/tasks/answers/{answer.id}")
    assert "Six flats, two years." in olga.text("main")
    Visitor(app).sign_in(cities.tina).visit(f"/tasks/answers/{answer.id}", 403)


def test_nobody_responds_to_their_own(app, cities):
    app.config["WTF_CSRF_ENABLED"] = False
    answer = handed_in(cities.olga, cities)
    olga = Visitor(app).sign_in(cities.olga).visit(f"/tasks/answers/{answer.id}")
    assert "Six flats, two years." in olga.text("main")
    assert olga.page.select_one("main .notice") is None
    sent = olga.send("POST", f"/tasks/answers/{answer.id}/feedback", {"text": "Good."})
    assert sent.status_code == 403


def test_what_feedback_was_about_is_kept(app, cities):
    answer = handed_in(cities.olga, cities)
    actions.respond(answer, "More on rent.", Verdict.AGAIN, by=cities.tina, now=NOW)
    db.session.commit()
    task = f"/lessons/{cities.lesson.id}/tasks/memorandum"
    olga = Visitor(app).sign_in(cities.olga).visit(task)
    olga.press("answer", "Hand in", text="Rent is capped.")
    olga.visit(task)
    assert "Six flats, two years." in olga.text(".talk details")
    tina = Visitor(app).sign_in(cities.tina).visit(f"/tasks/answers/{answer.id}")
    assert "Six flats, two years." in tina.text(".talk details")
    assert "Rent is capped." in tina.text("main")
    pia = Visitor(app).sign_in(cities.pia).visit(f"/tasks/answers/{answer.id}")
    assert "Six flats, two years." not in pia.text("main")
