"""What moderators do: look at what was reported, hide and show posts, close conversations."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses import queries as courses
from lms.courses.rules import coordinates_programme, teaches
from lms.db import db
from lms.discussions import actions, queries
from lms.discussions.forms import HideForm
from lms.discussions.views.blueprint import bp, thread_for
from lms.discussions.views.thread import THREAD, on_screen, post_for, there
from lms.ways import Waits, way
from lms.web import go, me, page, page_of, permitted, say


def waits(group):
    number = queries.how_many_reported(group.programme_id)
    words = ngettext("%(num)s reported post", "%(num)s reported posts", number)
    return Waits(number, words) if number else None


def opens_them(person, group):
    return teaches(person, group) or coordinates_programme(person, group.programme)


way(
    "group", _l("Conversations"), "discussions.overview", icon="talk", rank=70, waits=waits,
    of=lambda group: {"slug": group.programme.slug},
    may=lambda person, group: group.programme.discusses and opens_them(person, group),
)  # fmt: skip


@bp.get("/programmes/<slug>/conversations")
def overview(slug):
    """What was reported, and the newest conversations of all lessons."""
    programme = permitted(courses.programme(slug), queries.moderates)
    if not programme.discusses:
        abort(404)
    pages = page_of(queries.threads_of(programme.id), 25)
    ids = [thread.id for thread in pages.items]
    return page(
        "discussions/overview.html",
        programme=programme,
        reported=db.session.scalars(queries.reported(programme.id).limit(50)).all(),
        pages=pages,
        counts=queries.counts(ids),
        hidden=queries.hidden_titles(ids),
    )


@bp.post("/posts/<int:post_id>/hiding")
def hide(post_id):
    post = to_moderate(post_id)
    form = HideForm(prefix=f"hide-{post.id}-")
    if not form.validate():
        return page(THREAD, status=422, **on_screen(post.thread, hiding=(post, form)))
    actions.hide(post, form.why.data, by=me(), now=clock.now())
    say(_("Hidden. Its author is told why."))
    return go(there(post))


@bp.post("/posts/<int:post_id>/showing")
def show(post_id):
    post = to_moderate(post_id)
    actions.show(post, by=me(), now=clock.now())
    say(_("Everybody of the programme can read it."))
    return go(there(post))


@bp.post("/threads/<int:thread_id>/closing")
def close(thread_id):
    thread = permitted(thread_for(thread_id), moderates_it)
    actions.close(thread, by=me(), now=clock.now())
    say(_("Closed. Everybody can read it, nobody answers any more."))
    return go(url_for(".thread", thread_id=thread.id))


@bp.post("/threads/<int:thread_id>/opening")
def reopen(thread_id):
    thread = permitted(thread_for(thread_id), moderates_it)
    actions.reopen(thread, by=me(), now=clock.now())
    say(_("Open again."))
    return go(url_for(".thread", thread_id=thread.id))


def to_moderate(post_id):
    return permitted(post_for(post_id), lambda person, post: moderates_it(person, post.thread))


def moderates_it(person, thread):
    return queries.moderates(person, thread.programme)
