"""Mail that comes back later is noted by a command; whom it was for is called."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.db import db
from lms.messages.models import Mail, MailState, Notice, NoticeState
from lms.messages.returned import read
from tests.cast import NOW
from tests.messages.kinds import news
from tests.post import UNKNOWN, plain

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: noreply@ura.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4C1A"

This is a MIME-encapsulated message.

--4C1A
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4C1A
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Thu, 24 Mar 2022 20:30:01 +0100

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; {words}

--4C1A
{copy}
--4C1A--
"""
HEAD = "Content-Type: text/rfc822-headers\n\nFrom: noreply@ura.example\nMessage-ID: <{id}>\n"
COPY = "Content-Type: message/rfc822\n\nMessage-ID: <{id}>\nSubject: Hello\n\nText\n"
NONE = "Content-Type: text/plain\n\nThe text was left out.\n"


def report(id="", copy=HEAD, recipient="lou@example.org", **values):
    """What another mail server sends back."""
    values = {"action": "failed", "status": "5.1.1", "words": UNKNOWN} | values
    return REPORT.format(recipient=recipient, copy=copy.format(id=id), **values)


@pytest.fixture
def mail(world, post, work):
    """A mail to Lou that a server took."""
    news(world.lou, group="jes-a")
    work()
    return db.session.scalars(select(Mail)).one()


@pytest.fixture
def lms(app):
    """Runs `lms mail bounced -` with a mail, and says its status and what it said."""

    def run(text, *words):
        db.session.commit()
        answer = app.test_cli_runner().invoke(
            args=["mail", *(words or ("bounced", "-"))], input=text
        )
        db.session.expire_all()
        return answer.exit_code, answer.output.strip()

    return run


def a_notice():
    return db.session.scalars(select(Notice)).one()


@pytest.mark.parametrize("copy", [HEAD, COPY])
def test_a_mail_that_comes_back_later_is_noted(lms, world, mail, copy):
    status, words = lms(report(mail.message_id, copy))
    assert (status, words) == (0, f"Noted: LOU has no working address. {UNKNOWN}")
    assert (mail.state, mail.error) == (MailState.BOUNCED, UNKNOWN)
    assert (world.lou.email_bounced_at, world.lou.email_bounce) == (NOW, UNKNOWN)
    assert a_notice().state == NoticeState.CALL


def test_a_mail_that_was_passed_on_is_known_by_its_name(lms, world, mail):
    status, _words = lms(report(mail.message_id, recipient="somewhere@else.example"))
    assert status == 0
    assert mail.state == MailState.BOUNCED


def test_without_a_name_the_address_says_which_mail_it_was(lms, world, mail):
    assert lms(report(copy=NONE, recipient="LOU@example.org"))[0] == 0
    assert mail.state == MailState.BOUNCED


def test_what_is_still_tried_is_only_said(lms, world, mail):
    text = report(mail.message_id, action="delayed", status="4.4.1", words="451 Away")
    assert lms(text) == (0, "It is still tried, so nothing was noted: 451 Away")
    assert mail.state == MailState.SENT


@pytest.mark.parametrize("reason", ["4.4.7", "5.7.1"])
def test_what_is_not_about_the_address_is_told_otherwise_and_the_address_is_kept(
    lms, world, mail, reason
):
    status, words = lms(report(mail.message_id, status=reason, words="554 Not now"))
    assert (status, words) == (0, "Noted: a mail to LOU was not delivered. 554 Not now")
    assert (mail.state, a_notice().state) == (MailState.FAILED, NoticeState.CALL)
    assert world.lou.email_bounced_at is None


@pytest.mark.parametrize("text", ["", "Subject: Hello\n\nIs there a course on Friday?", "\0\xff"])
def test_a_mail_that_is_no_report_is_said_to_be_none(lms, mail, text):
    status, words = lms(text)
    assert (status, words) == (
        1, "This is no report of a mail that came back, so nothing was noted.",
    )  # fmt: skip


def test_a_report_of_a_mail_that_we_did_not_send_notes_nothing(lms, world, mail):
    status, words = lms(report("guessed@ura.example"))
    assert (status, words) == (1, "No mail of this platform is meant, so nothing was noted.")
    assert mail.state == MailState.SENT
    assert world.lou.email_bounced_at is None


def test_the_same_report_twice_is_noted_once(lms, world, mail):
    assert [lms(report(mail.message_id))[0] for _time in range(2)] == [0, 0]
    assert mail.state == MailState.BOUNCED


def test_who_has_another_address_by_now_is_written_to_there(lms, world, post, work, mail):
    world.lou.email = "lou@example.net"
    lms(report(mail.message_id))
    work(NOW + timedelta(minutes=1))
    assert post.envelopes[-1][1] == ["lou@example.net"]
    assert world.lou.email_bounced_at is None


def test_a_report_is_read_from_a_file(lms, mail, tmp_path):
    file = tmp_path / "returned.eml"
    file.write_text(report(mail.message_id))
    assert lms("", "bounced", str(file))[0] == 0


@given(st.binary(max_size=300), st.integers(0, len(REPORT)))
def test_no_mail_breaks_the_reading(noise, at):
    whole = report("a@b").encode()
    read(whole[:at] + noise + whole[at:])


def test_a_test_mail_is_sent_at_once(lms, post, app):
    assert lms("", "test", "ada@example.org") == (
        0, "The mail server took it. Look whether it arrives.",
    )  # fmt: skip
    assert post.last["subject"] == "A test from Ura"
    assert "https://ura.example" in plain(post.last)
    post.refused["ada@example.org"] = UNKNOWN
    assert lms("", "test", "ada@example.org") == (
        1, f"The mail server refuses the address: {UNKNOWN}",
    )  # fmt: skip
    post.busy = True
    status, words = lms("", "test", "ada@example.org")
    assert (status, words) == (1, "The mail could not be sent: 451 4.3.0 Busy, come back later")
    assert lms("", "test", "ada")[0] == 1
    app.config["MAIL_SERVER"] = ""
    assert lms("", "test", "ada@example.org") == (
        1, "There is no mail server. Set LMS_MAIL_SERVER.",
    )  # fmt: skip
