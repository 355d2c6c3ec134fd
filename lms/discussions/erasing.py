"""What the history keeps of the words of somebody who is erased: nothing. Posts are emptied as
declared; the answers of others to them stay."""

from sqlalchemy import String, cast, select, update

from lms.db import db
from lms.discussions.models import Post, Thread
from lms.erasing import Leaving
from lms.people.models import Change


def at_once(who: Leaving) -> None:
    """What their posts and titles said before they were changed."""
    for noun, table in (("post", Post), ("thread", Thread)):
        mine = select(cast(table.id, String)).where(table.by_id == who.id)
        told = update(Change).where(Change.noun == noun, Change.key.in_(mine))
        db.session.execute(told.values(detail=None))
