"""A notice to print and to put on the door: what changed for a group, and its next sessions."""

from typing import NamedTuple

from flask import current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock
from lms.attendance.facts import Facts
from lms.attendance.letters import words
from lms.attendance.models import Status
from lms.attendance.queries import notice as queries
from lms.attendance.rules.facts import facts_of
from lms.attendance.views.blueprint import bp
from lms.courses import rules
from lms.courses.queries import group as group_of
from lms.i18n import direction, speaking
from lms.messages.kinds import KINDS
from lms.web import me, page, permitted

ALSO_MOST = 2  # languages beside the page's own: more do not fit on a sheet


class Row(NamedTuple):
    """A session, in words."""

    when: str
    title: str
    where: str
    off: str  # that it does not take place


class Said(NamedTuple):
    """The whole notice in one language."""

    lang: str
    direction: str
    changes_title: str
    sessions_title: str
    changes: list[tuple[str, list[str]]]
    rows: list[Row]


@bp.get("/groups/<slug>/notice")
def notice(slug):
    group, now = permitted(group_of(slug), rules.may_see_group), clock.now()
    changes = queries.still_true(queries.changes(group.slug, now))
    facts = [facts_of(one)._replace(link=None) for one in queries.next_sessions(group.id, now)]
    chosen = [speaking(), *also()]
    return page(
        "attendance/notice.html",
        group=group,
        said=[in_language(code, changes, facts) for code in chosen],
        chosen=chosen,
        now=now,
    )


def also() -> list[str]:
    """The other languages in which the same is said: `?also=sl,ar`."""
    asked = request.args.get("also", "").split(",")
    others = [code for code in current_app.config["LANGUAGES"] if code != speaking()]
    return [code for code in others if code in asked][:ALSO_MOST]


def in_language(code, changes, facts) -> Said:
    with force_locale(code):
        return Said(
            code,
            direction(code),
            _("What is new"),
            _("Next sessions"),
            [change(*one) for one in changes],
            [row(one) for one in facts],
        )


def change(notice, data) -> tuple[str, list[str]]:
    """A change in words. The way into an online meeting is not for everybody at the door."""
    sessions = [
        {when: facts and facts | {"link": None} for when, facts in one.items()}
        for one in data["sessions"]
    ]
    part = KINDS[notice.kind].words(data | {"sessions": sessions}, me())
    return part.heading, part.lines


def row(facts: Facts) -> Row:
    off = _("It does not take place") if facts.status == Status.CANCELLED else ""
    return Row(words.when(facts), words.name_of(facts), words.where(facts), off)
