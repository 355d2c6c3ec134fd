"""What becomes of a mail that the mail server does not take, or takes and is not heard of."""

import threading
from datetime import timedelta
from smtplib import SMTPException

import pytest
from sqlalchemy import select

from lms import jobs
from lms.app import create_app
from lms.db import db
from lms.jobs.models import Job, JobState
from lms.mail import Returned, send, server
from lms.messages import tasks
from lms.messages.envelope import message
from lms.messages.models import Mail, MailState, Notice, NoticeState
from lms.people.models import Change
from tests.cast import NOW
from tests.messages.kinds import invitation, news
from tests.post import UNKNOWN, encrypted, open_office
from tests.visitor import Visitor


def a_notice():
    return db.session.scalars(select(Notice)).one()


def a_mail():
    return db.session.scalars(select(Mail)).one()


def jobs_in(state):
    return list(db.session.scalars(select(Job.kind).where(Job.state == state)))


def minutes(number):
    return NOW + timedelta(minutes=number)


def test_who_is_refused_is_called_and_not_written_to_again(world, post, work):
    post.refused["lou@example.org"] = UNKNOWN
    news(world.lou, group="jes-a")
    work()
    assert a_notice().state == NoticeState.CALL
    assert (a_mail().state, a_mail().error) == (MailState.BOUNCED, UNKNOWN)
    assert (world.lou.email_bounced_at, world.lou.email_bounce) == (NOW, UNKNOWN)
    post.refused.clear()
    news(world.lou, group="jes-a", title="Again")
    work()
    assert post.received == []
    assert jobs_in(JobState.FAILED) == jobs_in(JobState.WAITING) == []


def test_an_address_is_in_no_history(world, post, work):
    post.refused["lou@example.org"] = "550 5.1.1 <lou@example.org> is unknown"
    news(world.lou, group="jes-a")
    work()
    noted = db.session.scalars(select(Change).filter_by(verb="mail came back")).one()
    assert noted.detail == {"words": "550 5.1.1 <…@…> is unknown"}


def test_another_address_is_written_to(app, world, post, work):
    post.refused["lou@example.org"] = UNKNOWN
    news(world.lou, group="jes-a")
    work()
    ema = Visitor(app).sign_in(world.ema).visit("/people/LOU")
    assert "Mail to lou@example.org comes back since 24 March 2022." in ema.text("#bounced")
    assert UNKNOWN in ema.text("#bounced")
    ema.visit("/people/LOU/edit").press("record", "Save", email="lou@example.net")
    assert not ema.page.select("#bounced")
    assert "Mail came back: the address takes none" in ema.text("#changes")
    news(world.lou, group="jes-a", title="New")
    work()
    assert post.envelopes[-1][1] == ["lou@example.net"]


def test_a_mail_that_waits_goes_to_the_address_of_now(world, post, work):
    post.busy = True
    news(world.lou, group="jes-a")
    work()
    post.busy = False
    world.lou.email = "lou@example.net"
    work(minutes(1))
    work(minutes(1))
    assert [to for _from, to in post.envelopes] == [["lou@example.net"]]
    assert a_notice().state == NoticeState.SENT


@pytest.mark.parametrize("answer", ["451 4.3.0 Busy", "550 5.7.1 Relaying denied", "530 Who?"])
def test_what_is_not_about_the_address_is_tried_again(world, post, work, answer):
    post.refused["lou@example.org"] = answer
    news(world.lou, group="jes-a")
    work()
    assert (a_mail().state, a_mail().error) == (MailState.WAITING, answer)
    assert world.lou.email_bounced_at is None
    assert jobs_in(JobState.WAITING) == ["messages.send"]
    post.refused.clear()
    work(minutes(1))
    assert (a_mail().state, a_mail().error) == (MailState.SENT, None)
    assert a_notice().state == NoticeState.SENT


def test_an_address_is_in_no_log(world, post, work, caplog):
    post.refused["lou@example.org"] = "451 4.1.1 <lou@example.org> is busy"
    news(world.lou, group="jes-a")
    work()
    job = db.session.scalars(select(Job).where(Job.error.is_not(None))).one()
    assert "is busy" in job.error
    assert "lou@" not in job.error + caplog.text


def test_a_server_that_is_silent_is_given_up_and_no_page_waits_for_it(app, world, post, work):
    app.config["MAIL_TIMEOUT"] = 3
    post.silent = True
    ema = Visitor(app).sign_in(world.ema).visit("/people/LEA/edit")
    news(world.lou, group="jes-a")
    db.session.commit()
    worker = threading.Thread(target=in_background, args=(app, work))
    worker.start()
    assert post.asked.wait(10)
    ema.press("record", "Save", name="Lea Novak")  # the worker waits; this page does not
    assert worker.is_alive()
    assert "Lea Novak" in ema.text("h1")
    worker.join(20)
    db.session.expire_all()
    assert a_mail().state == MailState.WAITING
    assert "timed out" in a_mail().error
    post.silent = False
    work(minutes(1))
    assert a_mail().state == MailState.SENT


def in_background(app, work):
    with app.app_context():
        work()
        db.session.remove()


def test_a_mail_of_a_worker_that_was_killed_is_the_same_to_the_letter(world, post, work):
    """Killed after the server took it and before that was noted: the database still says
    "waiting"."""
    news(world.lou, events=[invitation("u")])
    work()
    again = a_mail()
    again.state, again.sent_at = MailState.WAITING, None
    db.session.commit()
    tasks.send({"mail": again.id}, now=minutes(15))
    db.session.commit()
    first, second = post.received
    assert first["message-id"] == second["message-id"] == f"<{again.message_id}>"
    assert post.raw[0] == post.raw[1]


def test_what_was_sent_is_not_sent_again(world, post, work):
    news(world.lou)
    work()
    tasks.send({"mail": a_mail().id}, now=NOW)
    assert len(post.received) == 1


def test_after_a_day_without_a_server_somebody_calls(world, post, work):
    post.busy = True
    news(world.lou, group="jes-a")
    work()
    tasks.look(minutes(24 * 60 - 1))
    assert a_notice().state == NoticeState.WAITING
    tasks.look(minutes(24 * 60))
    db.session.commit()
    assert (a_notice().state, a_mail().state) == (NoticeState.CALL, MailState.FAILED)
    post.busy = False
    work(minutes(24 * 60))
    assert post.received == []  # they are called; nobody is told twice


def test_what_is_near_does_not_wait_for_a_day(world, post, work):
    post.busy = True
    news(world.lou, group="jes-a", before=minutes(200))
    work()
    tasks.look(minutes(19))
    assert a_notice().state == NoticeState.WAITING
    tasks.look(minutes(20))
    assert a_notice().state == NoticeState.CALL


def test_a_call_that_comes_too_late_is_over(world, work):
    news(world.lea, group="jes-a", before=minutes(5))
    work()
    assert a_notice().state == NoticeState.CALL
    tasks.look(minutes(5))
    db.session.commit()
    assert (a_notice().state, a_notice().settled_at) == (NoticeState.PAST, minutes(5))


def test_a_mail_that_says_nothing_of_use_any_more_is_not_sent(world, post, work):
    post.busy = True
    news(world.lou, group="jes-a", before=minutes(30))
    work()
    post.busy = False
    work(minutes(31))
    assert post.received == []
    assert (a_notice().state, a_mail().state) == (NoticeState.PAST, MailState.FAILED)


# The server's side


@pytest.fixture
def letter(world, post, work):
    """A mail as it travels."""
    news(world.lou)
    work()
    return message(a_mail())


def test_a_server_may_insist_on_encryption_and_a_password(letter, tmp_path, monkeypatch):
    options, certificate = encrypted(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_office(**options) as office:
        right = office.url.replace("//", "//ura:swordfish@")
        send(letter, "a@ura.example", "lou@example.org", settings(right))
        assert len(office.received) == 1
        wrong = right.replace("swordfish", "guess")
        with pytest.raises(SMTPException):
            send(letter, "a@ura.example", "lou@example.org", settings(wrong))


def test_a_password_is_not_given_to_a_server_that_cannot_prove_its_name(letter, tmp_path):
    options, _certificate = encrypted(tmp_path)
    with open_office(**options) as office:
        url = office.url.replace("//", "//ura:swordfish@")
        with pytest.raises(OSError, match="certificate"):
            send(letter, "a@ura.example", "lou@example.org", settings(url))


def test_a_password_never_travels_in_the_clear(letter, post):
    url = post.url.replace("//", "//ura:swordfish@")
    with pytest.raises(SMTPException, match="offers no encryption") as refusal:
        send(letter, "a@ura.example", "lou@example.org", settings(url))
    assert "swordfish" not in str(refusal.value)


def test_nobody_at_home_is_an_error_that_may_pass(letter):
    with pytest.raises(OSError, match="refused"):
        send(letter, "a@ura.example", "lou@example.org", settings("smtp://127.0.0.1:9"))


def test_a_refusal_for_good_has_a_name(letter, post):
    post.refused["nobody@example.org"] = UNKNOWN
    with pytest.raises(Returned, match="No such mailbox"):
        send(letter, "a@ura.example", "nobody@example.org", settings(post.url))


def settings(url):
    return {"MAIL_SERVER": url, "MAIL_TIMEOUT": 5}


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False)),
        ("smtp://a%40b:p%2Fw@mail.example", ("mail.example", 587, "a@b", "p/w", False)),
        ("smtps://u:p@mail.example", ("mail.example", 465, "u", "p", True)),
        ("smtp://[::1]:2525", ("::1", 2525, "", "", False)),
    ],
)
def test_the_address_of_a_server_is_read(address, read):
    assert server(address) == read


@pytest.mark.parametrize(
    "address",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://h:x",
        "smtp://u:se/cret@h",
        "smtps://u:secret@h/x",
    ],
)
def test_an_address_that_cannot_be_read_is_said_and_not_repeated(address):
    with pytest.raises(RuntimeError, match="LMS_MAIL_SERVER cannot be read") as error:
        server(address)
    assert "cret" not in str(error.value)


@pytest.mark.parametrize(
    ("setting", "text", "words"),
    [
        ("MAIL_SERVER", "mail.example", "LMS_MAIL_SERVER cannot be read"),
        ("MAIL_FROM", "Ura", "LMS_MAIL_FROM cannot be read"),
        ("MAIL_BOUNCES", "Ura <x@y.example>", "LMS_MAIL_BOUNCES cannot be read"),
        ("QUIET_HOURS", "nonsense", "LMS_QUIET_HOURS cannot be read"),
        ("QUIET_HOURS", "21:00-21:00", "LMS_QUIET_HOURS cannot be read"),
        ("QUIET_HOURS", "21-25", "LMS_QUIET_HOURS cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_read_is_said_at_the_start(tmp_path, setting, text, words):
    with pytest.raises(RuntimeError, match=words):
        create_app(INSTANCE=tmp_path, SECRET_KEY="test", **{setting: text})


def test_an_administrator_tries_whether_mail_arrives(world, post, work):
    jobs.later("messages.test", {"person": world.ada.id}, now=NOW)
    work()
    assert post.last["subject"] == "A test from Ura"
    assert post.envelopes[-1][1] == ["ada@example.org"]
