"""Reporting a post, hiding and showing it, closing a conversation."""

from datetime import datetime

from lms.discussions import queries
from lms.discussions.actions.talking import POSTED
from lms.discussions.models import Post, Thread
from lms.messages.actions import outdate, tell
from lms.people.actions import record
from lms.people.models import Person
from lms.typed import beginning

REPORTED, HIDDEN = "discussion.reported", "discussion.hidden"


def report(post: Post, *, by: Person, now: datetime) -> bool:
    """Asks the moderators to look; whether they were not asked already."""
    if post.reported_at or post.hidden_at:
        return False
    post.reported_at, post.reported_by_id = now, by.id
    record("post", post.id, "reported", None, by=by, now=now)
    people = queries.moderators(post.thread.programme)
    tell(people, REPORTED, facts_of(post), about=about(post), by=by, now=now)
    return True


def hide(post: Post, why: str, *, by: Person, now: datetime) -> None:
    """Only its author and moderators read it from now on. Its author is told why; whoever was to be
    told of it is not told any more."""
    if post.hidden_at:
        return
    post.hidden_at, post.hidden_by_id, post.hidden_why = now, by.id, why
    record("post", post.id, "hidden", {"why": why}, by=by, now=now)
    outdate(queries.followers(post.thread), [POSTED], about(post), now=now)
    tell([post.by_id], HIDDEN, facts_of(post) | {"why": why}, about=about(post), by=by, now=now)


def show(post: Post, *, by: Person, now: datetime) -> None:
    """It is as it was, and what was reported of it is settled."""
    if not (post.hidden_at or post.reported_at):
        return
    post.hidden_at = post.hidden_by_id = post.hidden_why = None
    post.reported_at = post.reported_by_id = None
    record("post", post.id, "shown", None, by=by, now=now)


def close(thread: Thread, *, by: Person, now: datetime) -> None:
    """Nobody answers any more; everybody can read it."""
    if thread.closed_at is None:
        thread.closed_at, thread.closed_by_id = now, by.id
        record("thread", thread.id, "closed", None, by=by, now=now)


def reopen(thread: Thread, *, by: Person, now: datetime) -> None:
    if thread.closed_at:
        thread.closed_at = thread.closed_by_id = None
        record("thread", thread.id, "opened again", None, by=by, now=now)


def about(post: Post) -> str:
    return f"post:{post.id}"


def facts_of(post: Post) -> dict:
    return {
        "thread": post.thread_id,
        "post": post.id,
        "title": post.thread.title,
        "lesson": post.thread.lesson.titles,
        "words": beginning(post.text),
    }
