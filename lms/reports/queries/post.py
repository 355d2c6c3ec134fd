"""What waits to be sent."""

from typing import NamedTuple

from sqlalchemy import func, select

from lms.db import db
from lms.messages.models import Mail, MailState, Notice, NoticeState


class Post(NamedTuple):
    """How many mails, and how many notices that are in none yet, wait."""

    mails: int
    notices: int


def post_waits() -> Post:
    """One query."""
    mails = select(func.count()).where(Mail.state == MailState.WAITING)
    notices = select(func.count()).where(
        Notice.state == NoticeState.WAITING, Notice.mail_id.is_(None)
    )
    return Post(
        *db.session.execute(select(mails.scalar_subquery(), notices.scalar_subquery())).one()
    )
