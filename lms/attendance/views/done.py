"""What was done with sessions, in whole sentences, and how many people are told."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.attendance.actions.changing import Outcome
from lms.attendance.actions.series import Published
from lms.attendance.actions.sessions import Cancelled
from lms.attendance.models import Session
from lms.attendance.queries import affected
from lms.attendance.queries.sessions import has_marks
from lms.courses.models import Group
from lms.courses.rules import may_see_group
from lms.i18n import day
from lms.web import me

TIMES = {"starts", "ends", "breaks"}


def changed(session: Session, outcome: Outcome) -> tuple[str, str]:
    """After a change of one session, or of one and the later ones: the words, and their kind."""
    if not outcome.different:
        return _("Nothing was different, so nothing was changed."), "good"
    words = [_("Saved.")]
    if outcome.session is not session:
        words = [_("Moved to %(day)s.", day=day(outcome.session.day, "full"))]
    if outcome.others:
        words.append(
            ngettext(
                "%(num)s later session was changed with it.",
                "%(num)s later sessions were changed with it.",
                outcome.others,
            )
        )
    words += staying(outcome.left)
    if not TIMES.isdisjoint(outcome.different) and has_marks(outcome.session):
        return Markup(" ").join([*words, *minutes_follow(outcome.session)]), "warn"
    return Markup(" ").join(words), "good"


def minutes_follow(session: Session) -> list[str]:
    """That other times of a session are other minutes of those who are marked in it."""
    register = url_for(".register", session_id=session.id)
    link = Markup('<a href="{}">{}</a>').format(register, _("Look at the register"))
    return [_("People are marked in it: their minutes follow the new times."), link]


def cancelled(made: Cancelled) -> str:
    words = [_("Cancelled.")]
    if made.others:
        words.append(
            ngettext(
                "%(num)s later session was cancelled with it.",
                "%(num)s later sessions were cancelled with it.",
                made.others,
            )
        )
    return " ".join([*words, *staying(made.left)])


def with_material(words: str, made: Published) -> Markup:
    """After a series was published: where material for all of it is handed out."""
    first = url_for(".session", session_id=made.first_id, _anchor="material_words")
    link = Markup('<a href="{}">{}</a>').format(
        first, _("Hand out material in the first session, also for the later ones.")
    )
    return Markup(" ").join([words, link])


def staying(left: Sequence[Session]) -> list[str]:
    """Which later sessions were left as they are."""
    if not left:
        return []
    days = _(", ").join(day(one.day, "named") for one in left[:10])
    return [_("These stay as they are, because their register was taken: %(days)s.", days=days)]


def and_told(words: str, code: str, group: Group, now: datetime) -> str:
    """What was done, and how many people are told of it by mail, or by a call: about the
    session of this code, at this moment."""
    mail, call = affected.told(code, now)
    if not current_app.config["MAIL_SERVER"]:
        mail, call = 0, mail + call
    said = [words]
    if mail:
        said.append(
            ngettext("%(num)s person is told by mail.", "%(num)s people are told by mail.", mail)
        )
    if call:
        whom = ngettext(
            "%(num)s person has no mail: call them.",
            "%(num)s people have no mail: call them.",
            call,
        )
        said.append(linked(whom, group))
    return Markup(" ").join(said)


def linked(whom: str, group: Group) -> str:
    """A way to the call list, for who may open it: a substitute may not."""
    if not may_see_group(me(), group):
        return whom
    return Markup('<a href="{}">{}</a>').format(url_for("courses.calls", slug=group.slug), whom)
