"""A series in one form: certain weekdays, holidays skipped, one module after another."""

from htmx_flask import request

from lms.attendance.forms.series import SeriesForm
from lms.attendance.forms.session import next_like
from lms.attendance.queries import sessions as queries
from lms.attendance.views.blueprint import bp
from lms.attendance.views.previewing import answered, holidays_for, lines_of, looked_at
from lms.attendance.views.publishing import choose_group
from lms.attendance.views.session import trainers_of
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.rules import is_staff
from lms.web import me, only, page, permitted

SERIES = "attendance/series.html"


@bp.get("/sessions/series/new")
def new_series():
    only(is_staff)
    if not (slug := request.args.get("group")):
        return choose_group(".new_series")
    group = permitted(group_of(slug), may_see_group)
    calendar, likely = holidays_for(group)
    people = trainers_of(group)
    data = next_like(queries.latest(group.id), group, me()) | {"calendar": calendar}
    form = SeriesForm(group, people, None, data=data, likely=likely)
    return page(SERIES, group=group, form=form, look=None)


@bp.post("/sessions/series/new")
def publish_series():
    group = permitted(group_of(request.form.get("group", "")), may_see_group)
    _calendar, likely = holidays_for(group)
    form = SeriesForm(group, trainers_of(group), likely=likely)
    if not form.validate():
        return page(SERIES, status=422, group=group, form=form, look=None)
    common = form.values
    wanted = [(f"{day}", {**common, "day": day}) for day in form.rule.dates()]
    lines = lines_of(group, form.calendar.data, wanted)
    look = looked_at(form, group, lines, form.trainers, form.chain)
    return answered(SERIES, form, group, look, form.asked)
