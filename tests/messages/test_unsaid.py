"""What cannot be sent, or not even put into words, stops nobody: somebody calls, and it is said."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.db import db
from lms.jobs import Job, JobState, tick
from lms.jobs.work import LEASE, MOST_TRIES, claimed
from lms.messages import tasks
from lms.messages.models import Mail, MailState, Notice, NoticeState
from tests.cast import NOW
from tests.messages.kinds import ALARM, news
from tests.visitor import Visitor

UNSHOWN = "This message cannot be shown."


def states():
    return list(db.session.scalars(select(Notice.state).order_by(Notice.id)))


def a_mail():
    return db.session.scalars(select(Mail)).one()


def kind_is_gone():
    db.session.execute(update(Notice).values(kind="gone.kind"))


def poisoned(*people, **values):
    """Its words need a fact that it does not have."""
    news(*people, title="Poison", events=[{"method": "REQUEST"}], group="jes-a", **values)


def test_one_that_cannot_be_said_stops_no_other(world, post, work, caplog):
    news(world.lou, title="First", group="jes-a")
    poisoned(world.lou)
    news(world.lou, title="Last", group="jes-a")
    work()
    assert post.last["subject"] == "2 messages from Ura"
    assert states() == [NoticeState.SENT, NoticeState.CALL, NoticeState.SENT]
    assert "test.news cannot be said: KeyError" in caplog.text


def test_alone_it_is_called_and_not_tried_again(world, post, work):
    poisoned(world.lou)
    work()
    assert states() == [NoticeState.CALL]
    assert post.received == []
    assert set(db.session.scalars(select(Job.state))) == {JobState.DONE}


def test_a_kind_that_is_gone_is_called_too(world, post, work):
    news(world.lou, title="Old", group="jes-a", before=NOW + timedelta(days=1))
    kind_is_gone()
    news(world.lou, title="New", group="jes-a")
    work()
    assert post.last["subject"] == "Sessions: New"
    assert states() == [NoticeState.CALL, NoticeState.SENT]


def test_a_mail_of_a_kind_that_went_meanwhile_is_sent(world, post, work):
    post.busy = True
    news(world.lou)
    work()
    kind_is_gone()
    post.busy = False
    work(NOW + timedelta(minutes=1))
    assert a_mail().state == MailState.SENT


def test_the_pages_say_so_in_a_sentence(app, world, post, work):
    poisoned(world.lou)
    news(world.lou, title="Sound", group="jes-a")
    work()
    lou = Visitor(app).sign_in(world.lou).visit("/account/messages")
    assert UNSHOWN in lou.text(".log")
    assert "Sessions: Sound" in lou.text(".log")
    kind_is_gone()
    assert "Sessions: Sound" not in lou.visit("/account/messages").text(".log")
    world.lou.language = "ar"
    tara = Visitor(app).sign_in(world.tara).visit("/groups/jes-a/calls")
    assert UNSHOWN in tara.text("#calls")
    tara.press(f"told_{world.lou.id}", "Told")
    assert "Nobody has to be called" in tara.text("#calls")


# A mail that no error of a mail server stops


@pytest.fixture
def broken(world, post, work):
    """A mail that cannot be made: its headers do not bear what stands in its row."""
    news(world.lou, group="jes-a")
    post.busy = True
    work()
    post.busy = False
    mail = a_mail()
    mail.calendars, mail.error = [["REQUEST"]], None
    return mail


def test_whatever_goes_wrong_is_noted_on_the_mail(world, broken, work):
    work(NOW + timedelta(minutes=1))
    assert a_mail().error.startswith("ValueError: ")
    assert a_mail().state == MailState.WAITING


def test_a_day_is_the_end_whatever_the_reason(world, broken, work):
    tasks.look(NOW + timedelta(hours=24))
    assert (a_mail().state, states()) == (MailState.FAILED, [NoticeState.CALL])


def test_what_is_near_waits_for_an_hour_where_nobody_says_why(world, post, work):
    news(world.lou, group="jes-a", before=NOW + timedelta(hours=2))
    tasks.deliver({"person": world.lou.id}, now=NOW)
    tasks.look(NOW + timedelta(minutes=59))
    assert states() == [NoticeState.WAITING]
    tasks.look(NOW + timedelta(minutes=60))
    assert states() == [NoticeState.CALL]


def test_a_worker_that_dies_of_it_each_time_ends_at_the_call_list(world, post, work):
    news(world.lou, group="jes-a")
    tasks.deliver({"person": world.lou.id}, now=NOW)
    db.session.commit()
    db.session.execute(update(Job).where(Job.kind == "messages.deliver").values(state="done"))
    db.session.commit()
    at = NOW
    for _try in range(MOST_TRIES):
        assert claimed(at).kind == "messages.send"
        at += LEASE
        tick.tick(now=at)
    work(at)
    assert (a_mail().state, states()) == (MailState.FAILED, [NoticeState.CALL])


@pytest.mark.parametrize("kind", ["messages.send", "messages.deliver"])
def test_what_an_administrator_gives_up_is_called(app, world, post, work, kind):
    news(world.lou, group="jes-a", kind=ALARM.name)
    if kind == "messages.send":
        tasks.deliver({"person": world.lou.id}, now=NOW)
    job = db.session.scalars(select(Job).where(Job.kind == kind)).one()
    job.state = JobState.FAILED
    db.session.execute(update(Job).where(Job.id != job.id).values(state=JobState.DONE))
    Visitor(app).sign_in(world.ada).visit("/jobs").press(f"end_{job.id}", "Give up")
    work()
    assert states() == [NoticeState.CALL]
    assert post.received == []
