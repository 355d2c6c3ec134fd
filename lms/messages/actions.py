"""Telling people. Who and when are arguments; the commit is not ours (lms/web.py, tasks)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import jobs
from lms import mail as post
from lms.config import quiet_hours, setting
from lms.db import db
from lms.messages import queries
from lms.messages.kinds import KINDS, kinds_for
from lms.messages.letters import MOST, compose
from lms.messages.models import Mail, MailState, Notice, NoticeState, Unsubscription
from lms.messages.queries import EVERYTHING
from lms.messages.returned import Report
from lms.messages.rules import due_at
from lms.people.actions import mail_came_back
from lms.people.models import Person


def tell(
    people: Collection[int],
    kind: str,
    data: Mapping[str, Any],
    *,
    about: str,
    by: Person | None,
    now: datetime,
    group: str | None = None,
    before: datetime | None = None,
    key: str | None = None,
    each: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Tells people (ids) one thing; a few statements, however many they are. Who caused it (`by`)
    is not told what they know. Whom no mail reaches is on the call list at once, at any hour.

    `data`: the facts, as JSON can keep them; `each`: further facts by person. `about`: what it
    concerns ("session:CODE"). `group`: the slug of the group on whose call list those without mail
    appear; without one only their own list says it. `before`: from then on it is of no use (a
    session's start). With a `key` a person is told once, however often this is called.
    """
    told = sorted({*people} - {by.id if by else 0})
    rows = [
        {
            "person_id": person, "kind": kind, "about": about[:120], "group": group,
            "data": {**data, **(each or {}).get(person, {})},
            "key": key and f"{key}:{person}", "state": NoticeState.WAITING,
            "made_at": now, "by_id": by and by.id, "before": before,
        }
        for person in told
    ]  # fmt: skip
    if not rows:
        return
    due = due_at(
        now,
        quiet=quiet_hours(setting("QUIET_HOURS")),
        digest_minutes=setting("DIGEST_MINUTES"),
        at_once=KINDS[kind].at_once,
        before=before,
        zone=setting("TIMEZONE"),
    )
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    once = dialect.insert(Notice).on_conflict_do_nothing(index_elements=["key"])
    db.session.execute(once, rows)
    mailed = queries.with_address(told) if setting("MAIL_SERVER") else set()
    jobs.later_all(
        [
            ("messages.deliver", {"person": person}, due if person in mailed else now,
             f"deliver:{person}")
            for person in told
        ],
        now=now,
    )  # fmt: skip


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
    mails = [
        compose(person, fresh[start : start + MOST], now=now)
        for start in range(0, len(fresh), MOST)
    ]
    db.session.add_all(mails)
    db.session.flush()
    jobs.later_all(
        [("messages.send", {"mail": mail.id}, now, f"mail:{mail.id}") for mail in mails], now=now
    )
    return mails


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
    if not KINDS[notice.kind].necessary and {notice.kind, EVERYTHING} & {*unwanted}:
        return NoticeState.UNWANTED
    return NoticeState.WAITING if reachable else NoticeState.CALL


def untold(mail: Mail) -> list[Notice]:
    """The notices of a mail, but those that somebody has told by now."""
    return [notice for notice in mail.notices if notice.state != NoticeState.TOLD]


def settle(notice: Notice, state: NoticeState, *, now: datetime) -> None:
    """Who is to be called is not told yet; everything else is settled by this."""
    notice.state = state
    notice.settled_at = None if state in (NoticeState.WAITING, NoticeState.CALL) else now


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
        over = notice.before is not None and notice.before <= now
        settle(notice, NoticeState.PAST if over else NoticeState.CALL, now=now)
    person = mail.person
    if person.email in (None, mail.address) or not is_reachable(person, now=now):
        return
    for notice in [one for one in mail.notices if one.state == NoticeState.CALL]:
        notice.state, notice.mail = NoticeState.WAITING, None
    key = f"deliver:{person.id}"
    jobs.later("messages.deliver", {"person": person.id}, now=now, key=key)


def look(*, now: datetime) -> None:
    """Every minute: gives up the mails that no server takes, and calls that come too late."""
    for mail in queries.stuck(now):
        give_up(mail, now=now)
    late = (Notice.state == NoticeState.CALL) & (Notice.before <= now)
    db.session.execute(
        update(Notice).where(late).values(state=NoticeState.PAST, settled_at=now),
        execution_options={"synchronize_session": False},
    )


def called(notices: Iterable[Notice], *, by: Person, now: datetime) -> None:
    """Somebody told them."""
    for notice in notices:
        settle(notice, NoticeState.TOLD, now=now)
        notice.told_by = by


# What a person wants to be told


def choose(person: Person, wanted: Collection[str], *, now: datetime) -> None:
    """The kinds that a person wants to be told of; those that are necessary come anyway."""
    optional = [kind.name for kind in kinds_for(person, necessary=False)]
    refused = [name for name in optional if name not in wanted]
    kinds = [EVERYTHING] if refused and refused == optional else refused
    db.session.execute(delete(Unsubscription).where(Unsubscription.person_id == person.id))
    db.session.add_all(Unsubscription(person_id=person.id, kind=kind, at=now) for kind in kinds)


def want_nothing(person: Person, *, now: datetime) -> None:
    """No mail from now on that is not necessary."""
    choose(person, (), now=now)


def want_everything(person: Person, *, now: datetime) -> None:
    """All kinds of messages, as in the beginning."""
    choose(person, KINDS, now=now)
