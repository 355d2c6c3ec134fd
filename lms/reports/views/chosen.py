"""Rows of "who needs me today" that were chosen: write to the people, or put the rows off."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select

from lms import clock
from lms.config import setting
from lms.courses.rules import may_see_group
from lms.errors import Refused
from lms.i18n import in_words, listed
from lms.messages.queries import with_address
from lms.people.rules import is_staff
from lms.reports.actions import today as actions
from lms.reports.forms.today import LaterForm, WriteForm
from lms.reports.letters import opening
from lms.reports.queries import today as queries
from lms.reports.rules.needs import ABOUT_PEOPLE, AT_ONCE, ON_THE_PAGE, Need, row_of
from lms.reports.views.blueprint import bp
from lms.reports.views.today import LOOKS, this_day, token
from lms.web import go, me, only, page, say


@bp.get("/today/chosen")
def chosen():
    only(is_staff)
    rows = named(request.args.getlist("who") or all_of(request.args.get("kind", "")))
    if not rows:
        say(_("Nobody was chosen. Tick the rows first."), "warn")
        return go(url_for(".today"))
    return shown(rows)


@bp.post("/today/write")
def write():
    only(is_staff)
    rows, form = from_form(), WriteForm(prefix="write-")
    people = [row for row in rows if row.person]
    if not people:
        raise Refused(_("There is nobody to write to. Go back, and tick people."))
    if not form.validate():
        return shown(rows, 422, write_form=form)
    now, words = clock.now(), (form.words.data or "").strip()
    told = actions.write(people, words, by=me(), now=now)
    if form.later.data:
        reason = _("%(name)s wrote to them.", name=me().name)
        given = {"by": me(), "now": now, "today": this_day()}
        actions.put_off(on_the_page(people), actions.BEFORE_AGAIN, reason, **given)
    say_told(told)
    return go(url_for(".today"))


def say_told(told):
    if told.by_mail:
        words = ngettext("%(num)s person gets a mail.", "%(num)s people get a mail.", told.by_mail)
        say(words)
    if told.to_call:
        say(
            ngettext(
                "%(num)s person has no e-mail and is on the call list of the group.",
                "%(num)s people have no e-mail and are on the call lists of their groups.",
                told.to_call,
            )
        )


@bp.post("/today/later")
def put_off():
    only(is_staff)
    rows, form = on_the_page(from_form()), LaterForm(prefix="later-")
    if not rows:
        raise nobody()
    if not form.validate():
        return shown(rows, 422, later_form=form)
    given = {"by": me(), "now": clock.now(), "today": this_day()}
    actions.put_off(rows, form.until.data, form.reason.data, **given)
    say(ngettext("%(num)s row was put off.", "%(num)s rows were put off.", len(rows)))
    return go(url_for(".today"))


def from_form():
    rows = named(request.form.get("who", "").splitlines())
    if not rows:
        raise nobody()
    return rows


def nobody():
    return Refused(_("Nobody was chosen. Go back, and tick the rows first."))


def on_the_page(rows):
    """Those that "who needs me today" shows, and that can be put off."""
    return [row for row in rows if row.token.need in ON_THE_PAGE]


def all_of(kind: str) -> list[str]:
    """The first rows of a need, as many as are dealt with at once."""
    if kind not in ON_THE_PAGE:
        return []
    given = (me(), Need(kind), clock.now(), this_day())
    rows = queries.of_need(*given, group=request.args.get("group", ""))
    some = queries.first(rows, AT_ONCE) if isinstance(rows, Select) else rows[:AT_ONCE]
    return [token(row, Need(kind)) for row in some]


def named(texts: list[str]):
    """The rows behind what was ticked: 404 for what is none, 403 for rows of somebody else."""
    tokens = [row_of(text) or abort(404) for text in dict.fromkeys(texts)]
    if len(tokens) > AT_ONCE:
        raise Refused(_("These are more than 50 rows. Choose 50 or fewer."))
    groups = queries.groups_named({one.group for one in tokens})
    if len(groups) < len({one.group for one in tokens}):
        abort(404)
    if not all(may_see_group(me(), group) for group in groups.values()):
        abort(403)
    return [row or abort(404) for row in queries.chosen(tokens, groups)] if tokens else []


def shown(rows, status=200, *, write_form=None, later_form=None):
    people = {row.person.id: row for row in rows if row.person}
    mailed = with_address(list(people)) if people and setting("MAIL_SERVER") else set()
    needs = dict.fromkeys(row.token.need for row in rows if row.token.need in ABOUT_PEOPLE)
    titles = dict.fromkeys(in_words(row.group.programme.title) for row in people.values())
    return page(
        "reports/chosen.html",
        status=status,
        rows=rows,
        people=people,
        mailed=mailed,
        texts=[(need, opening(need, listed(list(titles)).striptags())) for need in needs],
        looks=LOOKS,
        can_wait=bool(on_the_page(rows)),
        write_form=write_form or WriteForm(None, prefix="write-", later=True),
        later_form=later_form or LaterForm(None, prefix="later-"),
    )
