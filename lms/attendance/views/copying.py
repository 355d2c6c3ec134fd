"""A timetable is copied from one group to another of the same programme."""

from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance.forms.copy import CopyForm, likely_first, likely_trainer
from lms.attendance.queries import planning as queries
from lms.attendance.rules.dates import MOST
from lms.attendance.views.blueprint import bp
from lms.attendance.views.previewing import answered, holidays_for, lines_of, looked_at
from lms.attendance.views.publishing import choose_group
from lms.attendance.views.session import trainers_of
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.errors import Refused
from lms.people.rules import is_staff
from lms.web import me, only, page, permitted

COPY, SOURCES = "attendance/copy.html", "attendance/sources.html"


@bp.get("/sessions/series/copy")
def new_copy():
    only(is_staff)
    if not (slug := request.args.get("group")):
        return choose_group(".new_copy")
    group = permitted(group_of(slug), may_see_group)
    if not (source := request.args.get("source")):
        return choose_source(group)
    source = permitted(group_of(source), may_see_group)
    timetable = queries.timetable(source.id, MOST)
    if not timetable or source.programme_id != group.programme_id:
        return choose_source(group)
    calendar, likely = holidays_for(group)
    today = clock.today(group.zone, clock.now())
    data = {"first": likely_first(timetable, group, today), "calendar": calendar}
    data["trainer"] = likely_trainer(timetable, group)
    form = CopyForm(group, trainers_of(group), timetable, None, data=data, likely=likely)
    return page(COPY, group=group, source=source, form=form, look=None)


def choose_source(group):
    return page(SOURCES, group=group, sources=queries.sources(me(), group))


@bp.post("/sessions/series/copy")
def publish_copy():
    group = permitted(group_of(request.form.get("group", "")), may_see_group)
    source = permitted(group_of(request.form.get("source", "")), may_see_group)
    timetable = queries.timetable(source.id, MOST)
    if not timetable or source.programme_id != group.programme_id:
        raise Refused(_("This group has no timetable that can be copied here. Choose another one."))
    _calendar, likely = holidays_for(group)
    form = CopyForm(group, trainers_of(group), timetable, likely=likely)
    if not form.validate():
        return page(COPY, status=422, group=group, source=source, form=form, look=None)
    lines = lines_of(
        group, form.calendar.data, [(f"{one.id}", form.values_of(one)) for one in timetable]
    )
    people = form.trainers | {one.trainer.id: one.trainer for one in timetable if one.trainer}
    look = looked_at(form, group, lines, people, ())
    asked = {"copied": source.slug, "from": f"{form.first.data}", "calendar": form.calendar.data}
    return answered(COPY, form, group, look, asked, source=source)
