"""What happens in the background: notices become mails, mails are sent, the stuck are given up."""

from datetime import datetime

from flask import current_app

from lms import jobs
from lms import mail as post
from lms.db import db
from lms.jobs.errors import in_words
from lms.messages import actions, queries, rules
from lms.messages.envelope import message, trial
from lms.messages.letters import speaking_to
from lms.messages.models import Mail
from lms.people.models import Person

FORGETS_AT = 7  # minutes past the hour


@jobs.task("messages.deliver")
def deliver(data: dict, *, now: datetime) -> None:
    """What waits for a person becomes one mail, or is put on a call list. Short."""
    person = db.session.get(Person, data["person"])
    if person:
        actions.deliver(person, now=now)


@jobs.task("messages.send")
def send(data: dict, *, now: datetime) -> None:
    """One mail to the mail server. Nothing of the database is held while it answers.

    Should this be killed after the server took it, it is sent again: the same, under the same
    Message-ID, by which mail programs know that they have it.
    """
    mail = queries.to_send(data["mail"])
    if mail is None:
        return
    settings = current_app.config
    if not settings["MAIL_SERVER"] or not rules.is_worth_sending(mail, now):
        actions.give_up(mail, now=now)
        return
    db.session.expunge_all()
    db.session.commit()
    try:
        post.send(message(mail), post.return_path(settings), mail.address, settings)
    except post.Returned as refusal:
        actions.came_back(again(data["mail"]), str(refusal), now=now)
    except Exception as error:
        not_now(data["mail"], error, now)
        raise
    else:
        actions.sent(again(data["mail"]), now=now)


def not_now(mail_id: int, error: Exception, now: datetime) -> None:
    """What went wrong is noted on the mail; where it is the server itself, the others wait, too."""
    words = post.in_words(error) if isinstance(error, OSError) else in_words(error)
    again(mail_id).error = words
    db.session.commit()
    if post.is_away(error):
        actions.put_off(words, now=now)
        db.session.commit()


@jobs.task("messages.send.in_vain")
def send_in_vain(data: dict, *, now: datetime) -> None:
    """Its people are called."""
    mail = queries.to_send(data["mail"])
    if mail:
        actions.give_up(mail, now=now)


@jobs.task("messages.deliver.in_vain")
def deliver_in_vain(data: dict, *, now: datetime) -> None:
    actions.never_delivered(data["person"], now=now)


@jobs.task("messages.test")
def test(data: dict, *, now: datetime) -> None:
    """A mail to somebody, to see whether mail arrives. What goes wrong is on the page of jobs."""
    person, settings = db.session.get(Person, data["person"]), current_app.config
    if person is None or not person.email or not settings["MAIL_SERVER"]:
        return
    recipient = person.email
    with speaking_to(person):
        made = trial(recipient, now=now)
    db.session.commit()
    post.send(made, post.return_path(settings), recipient, settings)


def again(mail_id: int) -> Mail:
    """The mail as it is now that the server has answered."""
    mail = queries.mail(mail_id)
    assert mail, "mails are never deleted"
    return mail


@jobs.every_minute("messages.look")
def look(now: datetime) -> None:
    actions.look(now=now)


@jobs.every_minute("messages.forget")
def forget(now: datetime) -> None:
    """Once an hour is enough."""
    if now.minute == FORGETS_AT:
        actions.forget(now=now)
