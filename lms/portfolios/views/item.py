"""An item of one's own portfolio: begun, changed, handed in, taken back, thrown away."""

from typing import Any

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses.queries import group_for
from lms.files import said_of
from lms.portfolios import actions, queries, rules
from lms.portfolios.forms import HAND_IN, ItemForm
from lms.portfolios.models import Item
from lms.portfolios.views.blueprint import STATES, bp
from lms.web import go, me, page, permitted, say

ITEM = "portfolios/item.html"


@bp.get("/programmes/<slug>/portfolio/new")
def new(slug):
    programme = kept(slug)
    modules = queries.modules_of(programme.id)
    chosen = request.args.get("module", "")
    form = ItemForm(modules, None, data={"module": chosen})
    return page(ITEM, **on_screen(programme, None, form))


@bp.post("/programmes/<slug>/portfolio")
def add(slug):
    programme = kept(slug)
    form = ItemForm(queries.modules_of(programme.id))
    if not form.validate():
        return page(ITEM, status=422, **on_screen(programme, None, form))
    now = clock.now()
    made = actions.save(me(), programme, None, form.words, form.upload, now=now)
    return then(made, now)


@bp.get("/portfolio/items/<int:item_id>/edit")
def edit(item_id):
    item = own(item_id)
    if not rules.may_change(item):
        return go(url_for(".item", item_id=item.id))
    module = str(item.module_id or "")
    form = ItemForm(queries.modules_of(item.programme_id), None, obj=item, data={"module": module})
    form.module.data = module
    return page(ITEM, **on_screen(item.programme, item, form))


@bp.post("/portfolio/items/<int:item_id>")
def save(item_id):
    item = own(item_id, locked=True)
    form, now = ItemForm(queries.modules_of(item.programme_id), item=item), clock.now()
    if not form.validate():
        return page(ITEM, status=422, **on_screen(item.programme, item, form))
    actions.save(me(), item.programme, item, form.words, form.upload, now=now)
    if request.form.get("do") == "drop_file":
        actions.drop_file(item, now=now)
        return go(url_for(".edit", item_id=item.id))
    return then(item, now)


@bp.post("/portfolio/items/<int:item_id>/return")
def take_back(item_id):
    item = own(item_id, locked=True)
    actions.take_back(item, now=clock.now())
    say(_("You have it back, and can change it."))
    return go(url_for(".edit", item_id=item.id))


@bp.post("/portfolio/items/<int:item_id>/removal")
def remove(item_id):
    item = own(item_id, locked=True)
    slug = item.programme.slug
    actions.remove(item, now=clock.now())
    say(_("It is not in your portfolio any more."))
    return go(url_for(".mine", slug=slug))


def then(item: Item, now: Any):
    """Hands in where that was asked, and somebody can read it; else it stays one's own, saved."""
    if request.form.get("do") != HAND_IN:
        say(_("Saved. Until you hand it in, only you see it."))
        return go(url_for(".edit", item_id=item.id))
    day = clock.today(current_app.config["TIMEZONE"])
    group = group_for(me().id, [item.programme], day)
    if group is None:
        say(rules.no_group(), "warn")
        return go(url_for(".edit", item_id=item.id))
    actions.hand_in(item, group, now=now)
    say(_("Handed in. You are told when somebody has looked at it."))
    return go(url_for(".mine", slug=item.programme.slug))


def kept(slug: str):
    programme = queries.programme_kept(me(), slug) or abort(404)
    return permitted(programme, lambda _me, one: rules.asks(one))


def own(item_id: int, *, locked: bool = False) -> Item:
    return permitted(
        queries.item(item_id, locked=locked), lambda person, item: item.person_id == person.id
    )


def on_screen(programme: Any, item: Item | None, form: ItemForm) -> dict[str, Any]:
    return {
        "programme": programme,
        "item": item,
        "form": form,
        "file": said_of(item.file_id if item else None),
        "state": STATES[item.state] if item else None,
        "may_remove": item is not None and rules.may_remove(item),
    }
