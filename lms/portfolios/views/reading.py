"""Looking at an item: its author, and who teaches or coordinates their group."""

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from lms import clock
from lms.files import said_of
from lms.portfolios import actions, queries, rules
from lms.portfolios.forms import ReviewForm
from lms.portfolios.models import Item, State, Verdict
from lms.portfolios.views.blueprint import FOR_READERS, STATES, bp
from lms.transfers import shown
from lms.web import go, me, page, permitted, say

READING = "portfolios/reading.html"


@bp.get("/portfolio/items/<int:item_id>")
def item(item_id):
    found = permitted(queries.item(item_id), rules.may_read)
    if found.person_id == me().id and rules.may_change(found) and not found.reviews:
        return go(url_for(".edit", item_id=found.id))
    return page(READING, **on_screen(found))


@bp.post("/portfolio/items/<int:item_id>/reviews")
def review(item_id):
    found = permitted(queries.item(item_id, locked=True), rules.judges)
    criteria = queries.rubric(found.programme_id).criteria
    form = ReviewForm(criteria)
    if not form.validate():
        return page(READING, "say", status=422, **on_screen(found, form))
    verdict, words = Verdict(form.verdict.data), (form.said.data or "").strip()
    actions.review(found, verdict, form.given, words, criteria, by=me(), now=clock.now())
    say(_("%(name)s is told.", name=found.person.name))
    return go(url_for(".of_group", slug=found.group.slug))


@bp.get("/portfolio/items/<int:item_id>/file")
def file(item_id):
    """The file itself, as what it is: nothing in it can do anything here."""
    found = permitted(queries.item(item_id), may_open_file)
    return shown(found.file_id, found.file_name)


def may_open_file(person: Any, item: Item) -> bool:
    """Its author always, its readers while it is handed in."""
    if item.file_id is None:
        abort(404)
    return item.person_id == person.id or (
        item.handed_in_at is not None and rules.judges(person, item)
    )


def on_screen(item: Item, form: ReviewForm | None = None) -> dict[str, Any]:
    own = item.person_id == me().id
    criteria = queries.rubric(item.programme_id).criteria
    return {
        "item": item,
        "own": own,
        "shown": own or item.handed_in_at is not None,
        "file": said_of(item.file_id),
        "state": (STATES if own else FOR_READERS)[item.state],
        "may_take_back": own and rules.may_take_back(item),
        "may_change": own and rules.may_change(item),
        "decides": not own and item.state in (State.WAITING, State.ACCEPTED),
        "points": rules.words_of_points,
        "form": form or ReviewForm(criteria, None),
    }
