"""What is old goes: the bulk of a mail after 90 days, everything after two years."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.db import db
from lms.messages import tasks
from lms.messages.models import Mail, MailState, Notice, NoticeState
from tests.cast import NOW
from tests.messages.kinds import invitation, news
from tests.visitor import Visitor


def after(days):
    """The look of that day, at the minute at which it happens."""
    tasks.forget((NOW + timedelta(days=days)).replace(minute=tasks.FORGETS_AT))
    db.session.commit()


def states():
    return sorted(db.session.scalars(select(Notice.state)))


@pytest.fixture
def mail(world, post, work):
    news(world.lou, events=[invitation("a")])
    work()
    return db.session.scalars(select(Mail)).one()


def test_a_mail_is_kept_whole_for_90_days_and_can_be_read_afterwards(app, world, mail):
    after(90)
    assert mail.html
    assert mail.calendars
    after(91)
    assert (mail.html, mail.calendars) == ("", [])
    lou = Visitor(app).sign_in(world.lou).visit(f"/messages/{mail.id}")
    assert "Bring a pen." in lou.text(".as-sent")


def test_after_two_years_it_is_gone(world, mail):
    after(730)
    assert states() == [NoticeState.SENT]
    after(731)
    assert states() == []
    assert list(db.session.scalars(select(Mail))) == []


def test_what_is_not_settled_stays(world, mail, work):
    news(world.lea, group="jes-a", before=NOW + timedelta(days=2000))
    work()
    mail.state = MailState.WAITING
    db.session.execute(
        update(Notice).where(Notice.mail_id == mail.id)
        .values(state=NoticeState.WAITING, settled_at=None)
    )  # fmt: skip
    after(1000)
    assert states() == [NoticeState.CALL, NoticeState.WAITING]
    assert mail.html


def test_it_is_looked_after_once_an_hour(world, mail):
    later = NOW + timedelta(days=1000)
    for minute in {*range(60)} - {tasks.FORGETS_AT}:
        tasks.forget(later.replace(minute=minute))
    assert states() == [NoticeState.SENT]


def test_a_call_without_an_end_leaves_the_list_after_30_days(world, work):
    news(world.lea, group="jes-a")
    work()
    tasks.look(NOW + timedelta(days=30) - timedelta(seconds=1))
    assert states() == [NoticeState.CALL]
    tasks.look(NOW + timedelta(days=30))
    assert states() == [NoticeState.PAST]
