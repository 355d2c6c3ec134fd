"""What the states of messages are called on a page, and the picture beside the word."""

from typing import NamedTuple

from flask_babel import gettext as _

from lms.messages.models import MailState, Notice, NoticeState


class State(NamedTuple):
    """How far a message is, for who reads its line in a list."""

    words: str
    icon: str
    colour: str


def state_of(notice: Notice, own: bool) -> State:
    """How far a message is; `own`: for the person whom it is for."""
    if notice.state == NoticeState.SENT:
        return State(_("Sent by e-mail"), "check", "c-done")
    if notice.state == NoticeState.TOLD:
        name = notice.told_by.name if notice.told_by else "–"
        return State(_("Told by %(name)s", name=name), "check", "c-done")
    if notice.state == NoticeState.UNWANTED:
        return State(_("Not wanted"), "stop", "")
    if notice.state == NoticeState.PAST:
        if is_outdated(notice):
            return State(_("Not sent: it changed again"), "clock", "")
        return State(_("Not sent: it was too late"), "clock", "c-cannot")
    if notice.state == NoticeState.WAITING:
        return State(_("Waiting to be sent"), "clock", "c-track")
    if notice.group is None:
        return State(_("Not sent by e-mail"), "alert", "c-all")
    if own:
        return State(_("Your trainer tells you"), "phone", "c-all")
    if notice.mail and notice.mail.state == MailState.BOUNCED:
        return State(_("It came back: on the call list"), "phone", "c-all")
    return State(_("On the call list"), "phone", "c-all")


def is_outdated(notice: Notice) -> bool:
    """Whether it was given up while what it told of was still to come: it was not true any more."""
    settled, before = notice.settled_at, notice.before
    return bool(settled and (before is None or settled < before))
