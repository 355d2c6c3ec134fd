"""One conversation: its posts in order, answering, changing, reporting, following."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.discussions import actions, queries
from lms.discussions.forms import HideForm, PostForm
from lms.discussions.rules import may_edit
from lms.discussions.views.blueprint import bp, full_until, thread_for, with_talk
from lms.web import done, go, me, page, page_of, permitted, say

THREAD, EDIT = "discussions/thread.html", "discussions/edit.html"
LAST = 999_999  # a page beyond the last is the last


@bp.get("/threads/<int:thread_id>")
def thread(thread_id):
    return page(THREAD, **on_screen(thread_for(thread_id)))


@bp.post("/threads/<int:thread_id>")
def write(thread_id):
    thread = thread_for(thread_id)
    form = PostForm(full_until=full_until())
    if not form.validate():
        return page(THREAD, "write", status=422, **on_screen(thread, form))
    post = actions.write(thread, form.text.data, by=me(), now=clock.now())
    say(_("It is there."))
    return go(url_for(".thread", thread_id=thread.id, page=LAST, _anchor=f"post_{post.id}"))


@bp.post("/threads/<int:thread_id>/following")
def follow(thread_id):
    thread, wants = thread_for(thread_id), request.form.get("wants") == "yes"
    actions.follow(me().id, thread.id, wants=wants)
    say(_("You are told of new posts here.") if wants else _("You are not told any more."))
    then = url_for(".thread", thread_id=thread.id)
    return done(then, f"{THREAD}#following", **on_screen(thread))


@bp.get("/posts/<int:post_id>")
def edit(post_id):
    post = mine(post_id)
    if not may_edit(me(), post, clock.now()):
        abort(404)
    return page(EDIT, post=post, form=PostForm(None, obj=post))


@bp.post("/posts/<int:post_id>")
def save(post_id):
    post, form = mine(post_id), PostForm()
    fine = form.validate()
    if fine and not may_edit(me(), post, clock.now()):
        form.text.errors = [_("It cannot be changed any more. Write what is new in another post.")]
        fine = False
    if not fine:
        return page(EDIT, "edit", status=422, post=post, form=form)
    actions.edit(post, form.text.data, by=me(), now=clock.now())
    say(_("Saved."))
    return go(there(post))


@bp.post("/posts/<int:post_id>/report")
def report(post_id):
    post = post_for(post_id)
    actions.report(post, by=me(), now=clock.now())
    say(_("Thank you. A moderator looks at it."))
    return go(there(post))


def mine(post_id):
    return permitted(post_for(post_id), lambda person, post: post.by_id == person.id)


def post_for(post_id):
    post = queries.post(post_id) or abort(404)
    with_talk(post.thread.programme)
    return post


def there(post):
    """The page on which a post stands, at the post."""
    number = request.args.get("page", type=int)
    return url_for(".thread", thread_id=post.thread_id, page=number, _anchor=f"post_{post.id}")


def on_screen(thread, form=None, hiding=None):
    """`hiding`: the post and the form of a reason that was not taken."""
    pages, now = page_of(queries.posts(thread.id)), clock.now()
    moderates = queries.moderates(me(), thread.programme)
    concealed = thread.id in queries.hidden_titles([thread.id])
    return {
        "thread": thread,
        "programme": thread.programme,
        "pages": pages,
        "moderates": moderates,
        "as_reported": queries.as_reported(pages.items) if moderates else {},
        "concealed": concealed and not moderates and thread.by_id != me().id,
        "follows": queries.follows(me().id, thread.id),
        "editable": {post.id for post in pages.items if may_edit(me(), post, now)},
        "form": form or PostForm(None),
        "hide_form": lambda post: (
            hiding[1]
            if hiding and hiding[0].id == post.id
            else HideForm(None, prefix=f"hide-{post.id}-")
        ),
    }
