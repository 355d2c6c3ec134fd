"""The administrator's page of jobs: what waits, what failed, and the state of mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import jobs
from lms.db import db
from lms.jobs import Job, JobState
from lms.jobs.tick import tick
from lms.jobs.work import PAUSES, work_off
from lms.messages.models import Mail, Notice
from lms.people.models import Change
from tests.cast import NOW
from tests.queries import count_queries

MINUTE = timedelta(minutes=1)


def job(state=JobState.FAILED, due_at=NOW, **values):
    given = {"kind": "unheard.of", "data": {}, "made_at": due_at, "tries": 8} | values
    made = Job(state=state, due_at=due_at, **given)
    db.session.add(made)
    db.session.commit()
    return made.id


def look(app, ago=MINUTE):
    tick(now=NOW - ago)


@pytest.fixture
def ada(world, visitor):
    visitor.sign_in(world.ada)
    return visitor


def tiles(visitor):
    return {tile.strong.text: int(tile.b.text) for tile in visitor.page.select(".figures a")}


def rows(visitor):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")[:3]]
        for row in visitor.page.select(".listing tbody tr")
    ]


def changes():
    found = select(Change).where(Change.noun == "job").order_by(Change.id)
    return [(one.verb, one.by_id, one.detail) for one in db.session.scalars(found)]


def test_the_page_opens_at_what_failed_and_counts_the_rest(ada):
    number = job(error="Broken: the post office is closed")
    job(JobState.WAITING, NOW + MINUTE, tries=0)
    job(JobState.DONE, done_at=NOW)
    ada.visit("/jobs")
    assert tiles(ada) == {"Failed": 1, "Waiting": 1, "Running": 0, "Done": 1}
    assert rows(ada) == [
        [f"unheard.of {number} Broken: the post office is closed", "24 March 2022, 20:30", "8"]
    ]


def test_each_figure_opens_what_it_counts(ada):
    job(JobState.FAILED)
    waits = job(JobState.WAITING, NOW + MINUTE, tries=0)
    ada.visit("/jobs")
    ada.visit(next(t["href"] for t in ada.page.select(".figures a") if t.strong.text == "Waiting"))
    assert rows(ada) == [[f"unheard.of {waits}", "24 March 2022, 20:31", "0"]]


@pytest.mark.parametrize("state", ["nonsense", "", "done"])
def test_an_unknown_state_is_the_usual_one(ada, state):
    ada.visit(f"/jobs?state={state}")
    assert rows(ada) == []


def test_a_worker_that_looked_around_is_there(app, ada):
    look(app)
    ada.visit("/jobs")
    assert "A worker is there It looked around at 20:29." in " ".join(ada.page.main.text.split())


@pytest.mark.parametrize(
    ("ago", "words"), [(None, "There has never been one."), (5 * MINUTE, "20:25")]
)
def test_without_a_worker_it_says_so_and_how_to_start_one(app, ada, ago, words):
    if ago:
        look(app, ago)
    ada.visit("/jobs")
    said = ada.page.select_one(".notice.bad").text
    assert "No worker is there" in said
    assert words in said
    assert "lms work" in said


def test_workers_that_do_not_keep_up_are_told_of(app, ada):
    look(app)
    job(JobState.WAITING, NOW - 11 * MINUTE)
    ada.visit("/jobs")
    assert "The first job that waits was due on 24 March 2022, 20:19." in ada.page.main.text


def test_what_failed_is_tried_again_from_the_beginning(world, ada):
    number = job(error="Broken: closed")
    ada.visit("/jobs")
    ada.press(f"try_{number}", "Try again")
    again = db.session.get(Job, number)
    assert (again.state, again.due_at, again.tries) == (JobState.WAITING, NOW, 0)
    assert changes() == [("tried again", world.ada.id, {"kind": "unheard.of"})]
    assert work_off(now=NOW) == 1
    assert db.session.get(Job, number).due_at == NOW + PAUSES[0]


def test_all_that_failed_are_tried_again_at_once(world, ada):
    for _number in range(3):
        job()
    job(JobState.DONE, done_at=NOW)
    ada.visit("/jobs")
    ada.press("try_all", "Try all 3 again")
    states = db.session.scalars(select(Job.state).order_by(Job.id)).all()
    assert states == [JobState.WAITING] * 3 + [JobState.DONE]
    assert changes() == [("tried again", world.ada.id, {"count": 3})]


def test_what_is_given_up_is_deleted_and_remembered(world, ada):
    number = job(error="Broken: closed")
    ada.visit("/jobs")
    ada.press(f"end_{number}", "Give up")
    assert db.session.get(Job, number) is None
    detail = {"kind": "unheard.of", "error": "Broken: closed"}
    assert changes() == [("given up", world.ada.id, detail)]


@pytest.mark.parametrize(("form", "button"), [("try", "Try again"), ("end", "Give up")])
def test_a_page_that_is_too_old_is_said(ada, form, button):
    number = job()
    ada.visit("/jobs")
    db.session.get(Job, number).state = JobState.DONE
    db.session.commit()
    ada.press(f"{form}_{number}", button, status=409)
    assert db.session.get(Job, number).state == JobState.DONE
    assert changes() == []


def test_only_the_host_of_the_mail_server_is_shown(app, ada):
    app.config["MAIL_SERVER"] = "smtp://ura:secret@mail.example.org:587"
    ada.visit("/jobs")
    text = str(ada.page)
    assert "mail.example.org" in text
    assert "secret" not in text
    assert "ura:" not in text


def test_what_waits_to_be_mailed_is_counted(app, world, ada):
    app.config["MAIL_SERVER"] = "smtp://mail.example.org"
    db.session.add(Notice(person=world.lou, kind="x", about="x", data={}, made_at=NOW))
    for number in range(2):
        db.session.add(
            Mail(person=world.lou, address="lou@example.org", message_id=str(number), language="en",
                 subject="S", text="T", html="", calendars=[], made_at=NOW)
        )  # fmt: skip
    db.session.commit()
    ada.visit("/jobs")
    said = ada.page.main.text
    assert "2 mails wait to be sent." in said
    assert "1 notice waits for its mail." in said


def test_a_test_mail_is_a_job(app, world, ada):
    app.config["MAIL_SERVER"] = "smtp://mail.example.org"
    ada.visit("/jobs")
    ada.press("test_mail", "Send a test mail")
    (queued,) = db.session.scalars(select(Job)).all()
    assert (queued.kind, queued.data) == ("messages.test", {"person": world.ada.id})


def test_without_a_mail_server_the_page_says_what_happens_instead(ada):
    ada.visit("/jobs")
    assert "everybody who is to be told something is on a call list" in ada.page.main.text
    assert not ada.page.select("#test_mail")


def test_a_test_mail_is_refused_where_the_server_is_gone_meanwhile(app, ada):
    app.config["MAIL_SERVER"] = "smtp://mail.example.org"
    ada.visit("/jobs")
    app.config["MAIL_SERVER"] = ""
    ada.press("test_mail", "Send a test mail", status=409)


def test_a_long_list_is_paged_at_a_constant_number_of_queries(ada):
    job()
    ada.visit("/jobs")
    with count_queries() as few:
        ada.visit("/jobs")
    for _number in range(60):
        jobs.later("unheard.of", now=NOW)
    db.session.query(Job).update({"state": "failed"})
    db.session.commit()
    with count_queries() as many:
        ada.visit("/jobs")
    assert len(rows(ada)) == 50
    assert len(many) == len(few) <= 10
    ada.visit("/jobs?page=2")
    assert len(rows(ada)) == 11
