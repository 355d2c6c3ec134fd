"""Who wants to be told of new posts."""

from datetime import datetime

from lms.db import db
from lms.discussions.actions.talking import POSTED
from lms.discussions.models import Follow
from lms.messages.actions import refuse
from lms.people.models import Person


def follow(person_id: int, thread_id: int, *, wants: bool) -> None:
    """Whether a person is told of new posts in a conversation from now on."""
    row = db.session.get(Follow, (person_id, thread_id))
    if row is None:
        row = Follow(person_id=person_id, thread_id=thread_id, wants=wants)
        db.session.add(row)
    row.wants = wants


def unfollow_kind(person: Person, *, now: datetime) -> None:
    """No mail of any conversation from now on."""
    refuse(person, POSTED, now=now)
