"""What the history keeps of the words of somebody who is erased: nothing. Posts are emptied as
declared; the answers of others to them stay."""

from sqlalchemy import select

from lms.discussions.models import Post, Thread
from lms.erasing import Leaving
from lms.people.erasing import quieten


def at_once(who: Leaving) -> None:
    """What their posts and titles said before they were changed."""
    quieten("post", select(Post.id).where(Post.by_id == who.id), who)
    quieten("thread", select(Thread.id).where(Thread.by_id == who.id), who)
