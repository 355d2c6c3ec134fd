"""Beginning a conversation, answering, and changing what one just wrote."""

from datetime import datetime

from flask_babel import gettext as _

from lms.courses.models import Lesson, Programme
from lms.db import db
from lms.discussions import queries
from lms.discussions.models import EDITED, Follow, Post, Thread
from lms.discussions.rules import shown_name
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person
from lms.typed import beginning

POSTED = "discussion.post"


def begin(
    programme: Programme, lesson: Lesson, title: str, text: str, *, by: Person, now: datetime
) -> Thread:
    """A new conversation below a lesson, with its first post. Who begins it follows it."""
    thread = Thread(
        programme=programme, lesson=lesson, title=title, by=by, made_at=now, last_at=now
    )
    db.session.add(thread)
    db.session.flush()
    record("thread", thread.id, "begun", {"title": title}, by=by, now=now)
    added(thread, text, by=by, now=now)
    return thread


def write(thread: Thread, text: str, *, by: Person, now: datetime) -> Post:
    """One more post; who follows is told. Raises Refused where the conversation is closed."""
    if thread.closed_at:
        raise Refused(_("This conversation is closed. Begin another one below the lesson."))
    post = added(thread, text, by=by, now=now)
    thread.last_at = now
    facts = {
        "thread": thread.id,
        "title": thread.title,
        "lesson": thread.lesson.titles,
        "name": shown_name(by, thread.programme),
        "words": beginning(text),
    }
    tell(queries.followers(thread), POSTED, facts, about=f"post:{post.id}", by=by, now=now)
    return post


def added(thread: Thread, text: str, *, by: Person, now: datetime) -> Post:
    post = Post(thread=thread, by=by, text=text, made_at=now)
    db.session.add(post)
    db.session.flush()
    record("post", post.id, "written", {"thread": thread.id}, by=by, now=now)
    if db.session.get(Follow, (by.id, thread.id)) is None:  # who said no once is not asked again
        db.session.add(Follow(person_id=by.id, thread_id=thread.id, wants=True))
    return post


def edit(post: Post, text: str, *, by: Person, now: datetime) -> bool:
    """Changes the words of a post, and it says so from then on; whether they were different. The
    history keeps the earlier ones: who reported a post reported those."""
    if post.text == text:
        return False
    record("post", post.id, EDITED, {"before": {"text": post.text}}, by=by, now=now)
    post.text, post.edited_at = text, now
    return True
