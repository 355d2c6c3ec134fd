"""Notices become mails, mails are sent or are not, and whom none reaches is called."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from lms import jobs
from lms import mail as post
from lms.config import setting
from lms.db import db
from lms.messages import queries
from lms.messages.letters import MOST, can_be_said, compose, is_optional
from lms.messages.models import UNSETTLED, Mail, MailState, Notice, NoticeState
from lms.messages.queries import EVERYTHING
from lms.messages.returned import Report
from lms.people.actions import mail_came_back
from lms.people.models import Person

A_WHILE = timedelta(minutes=1)  # until a server that is away is asked again


def deliver(person: Person, *, now: datetime) -> list[Mail]:
    """All that waits for a person becomes one mail; where no mail reaches them, somebody calls.

    The mail is queued, not sent. (More than fifty notices are more than one mail.)
    """
    unwanted = queries.unwanted(person.id)
    reachable = is_reachable(person, now=now)
    fresh = []
    for notice in queries.waiting(person.id):
        state = state_of(notice, unwanted, reachable, now)
        if state == NoticeState.WAITING:
            fresh.append(notice)
        else:
            settle(notice, state, now=now)
    portions = [fresh[start : start + MOST] for start in range(0, len(fresh), MOST)]
    mails = [mail for some in portions if (mail := composed(person, some, now=now))]
    db.session.add_all(mails)
    db.session.flush()
    jobs.later_all(
        [("messages.send", {"mail": mail.id}, now, f"mail:{mail.id}") for mail in mails], now=now
    )
    return mails


def composed(person: Person, notices: Sequence[Notice], *, now: datetime) -> Mail | None:
    """One mail of these notices. One that cannot be put into words stays out of it, and somebody
    calls; none where no other is left."""
    try:
        return compose(person, notices, now=now)
    except Exception:
        sound = [notice for notice in notices if can_be_said(notice, person)]
        for notice in set(notices) - set(sound):
            call_instead(notice, now=now)
        return compose(person, sound, now=now) if sound else None


def is_reachable(person: Person, *, now: datetime) -> bool:
    """Whether mail can be sent to a person. An address that is none is as one that mail came back
    from."""
    if not setting("MAIL_SERVER") or not person.email or person.email_bounced_at:
        return False
    try:
        post.address(person.email)
    except post.Returned as none:
        mail_came_back(person, str(none), now=now)
        return False
    return True


def state_of(
    notice: Notice, unwanted: Collection[str], reachable: bool, now: datetime
) -> NoticeState:
    """What becomes of a notice whose time has come."""
    if notice.before and notice.before <= now:
        return NoticeState.PAST
    if is_optional(notice) and {notice.kind, EVERYTHING} & {*unwanted}:
        return NoticeState.UNWANTED
    return NoticeState.WAITING if reachable else NoticeState.CALL


def untold(mail: Mail) -> list[Notice]:
    """The notices of a mail, but those that somebody has told by now."""
    return [notice for notice in mail.notices if notice.state != NoticeState.TOLD]


def settle(notice: Notice, state: NoticeState, *, now: datetime) -> None:
    """Who is to be called is not told yet; everything else is settled by this."""
    notice.state = state
    notice.settled_at = None if state in UNSETTLED else now
    if state == NoticeState.CALL and is_optional(notice) and notice.person.is_staff:
        notice.group = None  # nobody calls staff for that


def call_instead(notice: Notice, *, now: datetime) -> None:
    """No mail says it: it is on the call list, if it is still of use."""
    over = notice.before is not None and notice.before <= now
    settle(notice, NoticeState.PAST if over else NoticeState.CALL, now=now)


def never_delivered(person_id: int, *, now: datetime) -> None:
    """No mail could be made for them, as often as it was tried."""
    for notice in queries.waiting(person_id):
        call_instead(notice, now=now)


def put_off(words: str, *, now: datetime) -> None:
    """The mail server is away: no other mail is tried for a while, and it is noted on them all."""
    jobs.put_off("messages.send", until=now + A_WHILE)
    untried = select(Mail.id).where(Mail.state == MailState.WAITING, Mail.error.is_(None))
    free = untried.with_for_update(skip_locked=True)  # two may do this at once
    noted = update(Mail).where(Mail.id.in_(free)).values(error=words)
    db.session.execute(noted, execution_options={"synchronize_session": False})


def sent(mail: Mail, *, now: datetime) -> None:
    """A mail server took it."""
    mail.state, mail.sent_at, mail.error = MailState.SENT, now, None
    for notice in untold(mail):
        settle(notice, NoticeState.SENT, now=now)


def came_back(mail: Mail, words: str, *, now: datetime) -> None:
    """Its address takes no mail, said at once or later: whoever it was for is called instead."""
    mail.state, mail.error = MailState.BOUNCED, words
    if mail.person.email == mail.address:
        mail_came_back(mail.person, words, now=now)
    tell_otherwise(mail, now=now)


def note_return(report: Report, *, now: datetime) -> Mail | None:
    """A mail that came back later; none where it is not one of ours.

    It is known by its Message-ID, which nobody can guess; only a report that names none is believed
    by the address. What the other server refuses for another reason than the address is told
    otherwise, too, but the address is kept.
    """
    mail = queries.mail_named(report.message_ids)
    if mail is None and not report.message_ids:
        mail = queries.last_mail_to(report.recipients)
    if mail is None or mail.state != MailState.SENT:
        return mail
    if report.for_good:
        came_back(mail, report.words, now=now)
    else:
        mail.error = report.words
        give_up(mail, now=now)
    return mail


def give_up(mail: Mail, *, now: datetime) -> None:
    """No server took it, as often as it was tried; or it is not to be sent any more."""
    mail.state = MailState.FAILED
    tell_otherwise(mail, now=now)


def tell_otherwise(mail: Mail, *, now: datetime) -> None:
    """The mail did not arrive. What is still of use goes to the address that the person has by now,
    or is on the call list."""
    for notice in untold(mail):
        if notice.state != NoticeState.PAST:  # else something newer was said
            call_instead(notice, now=now)
    person = mail.person
    if person.email in (None, mail.address) or not is_reachable(person, now=now):
        return
    for notice in [one for one in mail.notices if one.state == NoticeState.CALL]:
        notice.state, notice.mail = NoticeState.WAITING, None
    key = f"deliver:{person.id}"
    jobs.later("messages.deliver", {"person": person.id}, now=now, key=key)


def called(notices: Iterable[Notice], *, by: Person, now: datetime) -> None:
    """Somebody told them."""
    for notice in notices:
        settle(notice, NoticeState.TOLD, now=now)
        notice.told_by = by
