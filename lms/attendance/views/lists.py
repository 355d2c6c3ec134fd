"""My sessions: today's, those to come, and those past with the state of their registers."""

from flask import current_app
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.queries import answers
from lms.attendance.queries import sessions as queries
from lms.attendance.views.blueprint import bp
from lms.attendance.views.which import group_asked
from lms.courses.queries import groups_of
from lms.courses.rules import may_see_group
from lms.db import db
from lms.people.rules import is_staff
from lms.phones import for_phones
from lms.web import me, only, page, page_of

A_FEW, MANY, GROUPS = 8, 25, 200  # rows: in a part of the first page, on a page, in the filter
PARTS = {"today": queries.on, "next": queries.after, "past": queries.before}


@bp.get("/sessions")
@for_phones
def sessions():
    only(is_staff)
    own = db.session.scalars(groups_of(me()).limit(GROUPS)).unique()
    groups, group = group_asked(own)
    when = request.args.get("when", "")
    mine = queries.sessions_of(me(), group, series := series_asked_for())
    today = clock.today(current_app.config["TIMEZONE"], clock.now())
    lists, pages = listed(mine, when, today)
    shown = [session for part in lists.values() for session in part]
    return page(
        "attendance/sessions.html",
        groups=groups,
        group=group,
        plans=group if group and may_see_group(me(), group) else None,
        series=series,
        when=when,
        today=today,
        lists=lists,
        pages=pages,
        taken=queries.taken(shown),
        announced=answers.how_many([one.id for one in shown if one.day >= today]),
        now_open=first_to_take(lists.get("today", ())),
        closed={session.id: rules.why_closed(session, clock.now()) for session in shown},
    )


def series_asked_for():
    """The number of a series in the address; none: all sessions."""
    text = request.args.get("series", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def listed(mine, when, today):
    """The chosen part, paged; or the beginning of each of them."""
    if when in PARTS:
        found = page_of(PARTS[when](mine, today), MANY)
        return {when: found.items}, found
    lists = {}
    for name, part in PARTS.items():
        size = MANY if name == "today" else A_FEW
        lists[name] = db.session.scalars(part(mine, today).limit(size)).unique().all()
    return lists, None


def first_to_take(sessions):
    """Today's session whose register is the next thing to do."""
    now = clock.now()
    open_ones = [session for session in sessions if not rules.why_closed(session, now)]
    running = [session for session in open_ones if session.span.end > now.timestamp()]
    return next(iter(running or open_ones), None)
