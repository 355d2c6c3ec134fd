"""What is offered to the learners of one's groups, and what became of it; tasks are approved."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attendance.actions import tasks_done as actions
from lms.attendance.forms.offers import ApprovalForm, SendBackForm
from lms.attendance.queries import offers as queries
from lms.attendance.queries import register as registers
from lms.attendance.queries import timetable
from lms.attendance.rules.lines import frame_of
from lms.attendance.views import words
from lms.attendance.views.blueprint import bp
from lms.attendance.views.offering import managed
from lms.attendance.views.session import say_over_cap
from lms.attendance.views.which import group_asked
from lms.courses.rules import may_see_group
from lms.errors import Refused
from lms.people.rules import is_staff
from lms.ways import way
from lms.web import go, me, only, page, page_of, say

LIST = "attendance/make_up_list.html"
way(
    "group", _l("Make-up"), "attendance.make_up_list", icon="both",
    of=lambda group: {"group": group.slug}, may=may_see_group, rank=40,
)  # fmt: skip


@bp.get("/make-up")
def make_up_list():
    only(is_staff)
    return shown()


@bp.post("/make-up/<int:offer_id>/approval")
def approve_task(offer_id):
    offer = managed(offer_id)
    form = ApprovalForm(prefix=f"approve-{offer.id}-")
    if not form.validate():
        return shown(422, sent=(offer.id, form))
    frame, line = line_of(offer)
    now = clock.now()
    made = actions.approve(offer, frame, line, form.minutes.data, by=me(), now=now)
    say(words.approved(line.who.name, made), "good" if made.fits else "warn")
    say_over_cap(offer.session.group.programme, offer.person_id)
    return go(url_for(".make_up_list"))


@bp.post("/make-up/<int:offer_id>/return")
def send_task_back(offer_id):
    offer = managed(offer_id)
    form = SendBackForm(prefix=f"back-{offer.id}-")
    if not form.validate():
        return shown(422, sent=(offer.id, form))
    actions.send_back(offer, form.words.data.strip(), by=me(), now=clock.now())
    say(_("%(name)s is told what is still missing.", name=offer.person.name))
    return go(url_for(".make_up_list"))


def line_of(offer):
    """The session that was missed, locked, and the person's line in its register."""
    registers.session_with_rights(offer.session_id, to_change=True)
    frame = frame_of(offer.session)
    line = registers.register(frame).get(offer.person_id)
    if line is None:
        raise Refused(_("%(name)s is not on this register any more.", name=offer.person.name))
    return frame, line


def shown(status=200, *, sent=(None, None)):
    everything = request.args.get("show") == "all"
    groups, group = group_asked(timetable.groups(me()))
    pages = page_of(queries.listed(me(), group and group.slug, everything=everything), 30)
    return page(
        LIST,
        status=status,
        groups=groups,
        group=group,
        everything=everything,
        pages=pages,
        offers=queries.seen(pages.items, clock.now()),
        sent=sent,
        blank_back=SendBackForm(None),
    )
