"""One's own portfolio in a programme: what is there, what is missing, what was decided."""

from operator import itemgetter

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.portfolios import queries, rules
from lms.portfolios.views.blueprint import STATES, bp
from lms.ways import Line, Todo, todo_of, way
from lms.web import me, page, permitted

way(
    "programme", _l("My portfolio"), "portfolios.mine", icon="star", rank=35,
    of=lambda programme: {"slug": programme.slug}, may=rules.may_keep,
)  # fmt: skip


@todo_of(lambda who: None if who.is_staff else queries.returned_to(who.id))
def returned(lines: list[Line]) -> list[Todo]:
    """Items that were returned to who learns."""
    return [
        Todo(
            _("Go on with your portfolio: %(title)s", title=one["title"]),
            url_for("portfolios.item", item_id=one["id"]),
            "star",
            rank=30,
        )
        for one in sorted(lines, key=itemgetter("changed_at"))
    ]


@todo_of(lambda who: queries.waiting_for(who.id) if who.is_staff else None)
def to_look_at(lines: list[Line]) -> list[Todo]:
    """Items that wait for who trains."""
    return [
        Todo(
            ngettext(
                "%(num)s item to look at in the portfolios of %(group)s",
                "%(num)s items to look at in the portfolios of %(group)s",
                one["number"],
                group=one["title"],
            ),
            url_for("portfolios.of_group", slug=one["slug"]),
            "star",
            rank=40,
        )
        for one in sorted(lines, key=itemgetter("since"))
    ]


@bp.get("/programmes/<slug>/portfolio")
def mine(slug):
    programme = queries.programme_kept(me(), slug) or abort(404)
    permitted(programme, lambda _me, programme: rules.asks(programme))
    asked, modules = queries.rubric(programme.id), queries.modules_of(programme.id)
    items = queries.items_of(me().id, programme.id)
    by_module: dict[int | None, list] = {}
    known = {module.id for module in modules}
    for one in items:
        place = one.module_id if one.module_id in known else None
        by_module.setdefault(place, []).append(one)
    return page(
        "portfolios/mine.html",
        programme=programme,
        modules=modules,
        by_module=by_module,
        items=items,
        missing=rules.missing(modules, items, asked.each_module),
        each_module=asked.each_module,
        decided=queries.portfolio(programme, me()),
        states=STATES,
    )
