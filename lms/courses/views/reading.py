"""What people say while they read: how they like it, where they are, what they have ticked."""

import re

from flask import abort, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.addresses import local
from lms.courses import actions
from lms.courses.actions import Wishes
from lms.courses.views.blueprint import bp
from lms.courses.views.languages import NONE
from lms.courses.views.lesson_page import LESSON, on_screen, opened
from lms.phones import wants_facts
from lms.web import done, go, me, say

ORDERS = {"mine": (False, False), "host": (True, False), "together": (True, True)}


@bp.post("/how-i-read")
def save_reading():
    actions.save_settings(me(), wishes(request.form))
    say(_("Saved. Lessons look like this for you from now on."))
    return go(local(request.form.get("next"), "/"))


def wishes(form):
    """What the panel says; anything that it cannot say is as if it were not said."""
    host_first, together = ORDERS.get(form.get("order", ""), ORDERS["mine"])
    size, beside = form.get("size", ""), form.get("beside", "")
    known = beside == NONE or beside.replace("-", "").isalnum()
    return Wishes(
        size=int(size) if size in ("1", "2", "3") else 0,
        host_first=host_first,
        together=together,
        small_data=form.get("small_data") == "on",
        beside=beside if known and len(beside) <= 20 else None,
    )


@bp.post("/lessons/<int:lesson_id>/begin")
def begin(lesson_id):
    actions.begin(opened(lesson_id).lesson, me(), now=clock.now())
    then = url_for(".lesson", lesson_id=lesson_id, lang=request.args.get("lang"), _anchor="foot")
    return done(then, f"{LESSON}#foot", **on_screen(opened(lesson_id)))


@bp.post("/lessons/<int:lesson_id>/place")
def keep_place(lesson_id):
    found, block = opened(lesson_id), named(request.form.get("block", ""))
    actions.keep_place(found.lesson, me(), block, now=clock.now())
    if wants_facts():
        return "", 204
    say(_("Next time you can go on from here."))
    return back(lesson_id, f"block-{block}" if block else None)


@bp.post("/lessons/<int:lesson_id>/ticks")
def tick(lesson_id):
    """One list of a lesson: the items that its form has `shown`, and those that are ticked."""
    found, block = opened(lesson_id), named(request.form.get("block", ""))
    ticked = set(request.form.getlist("item"))
    for number in dict.fromkeys(request.form.getlist("shown")[:100]):
        if block and re.fullmatch(r"[0-9]{1,3}", number):
            item = f"{block}.{number}"
            actions.tick(found.lesson, me(), item, number in ticked, now=clock.now())
    if wants_facts() or request.htmx:
        return "", 204
    say(_("Saved."))
    return back(lesson_id, f"block-{block}" if block else None)


def named(block):
    """The name of a block, as a page says it; none for the beginning."""
    if block and not re.fullmatch("[0-9a-f]{16}", block):
        abort(400)
    return block or None


def back(lesson_id, anchor):
    lang = request.args.get("lang")
    return go(url_for(".lesson", lesson_id=lesson_id, lang=lang, _anchor=anchor))
