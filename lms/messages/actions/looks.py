"""What is looked after by itself: mails that no server takes, calls that come too late, and what
is old."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, or_, select, update

from lms.db import db
from lms.messages import queries
from lms.messages.actions.mails import give_up
from lms.messages.models import Mail, MailState, Notice, NoticeState

LISTED = timedelta(days=30)  # a call that has no end of its own
WHOLE = timedelta(days=90)  # a mail as it was sent; afterwards its plain text alone
KEPT = timedelta(days=730)  # what somebody was told; no hours depend on it
AT_ONCE = 1_000  # rows of one look
PLAIN = {"synchronize_session": False}


def look(*, now: datetime) -> None:
    """Every minute: gives up the mails that no server takes, and calls that come too late."""
    for mail in queries.stuck(now):
        give_up(mail, now=now)
    long_ago = and_(Notice.before.is_(None), Notice.made_at <= now - LISTED)
    late = and_(Notice.state == NoticeState.CALL, or_(Notice.before <= now, long_ago))
    past = update(Notice).where(late).values(state=NoticeState.PAST, settled_at=now)
    db.session.execute(past, execution_options=PLAIN)


def forget(*, now: datetime) -> None:
    """What is old goes, some at a time: first the bulk of a mail, in the end all of it."""
    whole = select(Mail.id).where(
        Mail.made_at < now - WHOLE, Mail.html != "", Mail.state != MailState.WAITING
    )
    some = Mail.id.in_(whole.order_by(Mail.made_at).limit(AT_ONCE))
    lighter = update(Mail).where(some).values(html="", calendars=[])
    first_notices = select(Notice.id).order_by(Notice.id).limit(AT_ONCE)
    first_mails = select(Mail.id).order_by(Mail.id).limit(AT_ONCE)
    notices = delete(Notice).where(Notice.id.in_(first_notices), Notice.settled_at < now - KEPT)
    mails = delete(Mail).where(
        Mail.id.in_(first_mails),
        Mail.made_at < now - KEPT,
        Mail.state != MailState.WAITING,
        ~exists().where(Notice.mail_id == Mail.id),
    )
    for statement in (lighter, notices, mails):
        db.session.execute(statement, execution_options=PLAIN)
