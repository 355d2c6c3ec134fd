"""The portfolios of a group, for who teaches or coordinates it."""

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses.queries import group as group_of
from lms.courses.queries import members
from lms.courses.rules import coordinates_group
from lms.portfolios import queries, rules
from lms.portfolios.views.blueprint import FOR_READERS, bp
from lms.ways import Waits, way
from lms.web import me, page, page_of, permitted

PEOPLE = 40  # on one page of the table


def waits(group):
    number = queries.waiting_in(group.id)
    words = ngettext("%(num)s item to look at", "%(num)s items to look at", number)
    return Waits(number, words) if number else None


way(
    "group", _l("Portfolios"), "portfolios.of_group", icon="star", rank=35, waits=waits,
    of=lambda group: {"slug": group.slug}, may=rules.reads_portfolios,
)  # fmt: skip


@bp.get("/groups/<slug>/portfolios")
def of_group(slug):
    group = permitted(group_of(slug), rules.reads_portfolios)
    modules = queries.modules_of(group.programme_id)
    module_id = request.args.get("module", type=int)
    today = clock.today(group.zone or current_app.config["TIMEZONE"])
    people = page_of(members(group.id, today), PEOPLE)
    return page(
        "portfolios/group.html",
        group=group,
        coordinates=coordinates_group(me(), group),
        modules=modules,
        module_id=module_id,
        items=page_of(queries.of_group(group.id, module_id), 25) if people.number == 1 else None,
        people=people,
        cells=queries.in_group(group.programme_id, [one.id for one in people.items]),
        states=FOR_READERS,
    )
