"""Who may say and change what, and how names are shown. Plain functions: no queries, no request."""

from datetime import datetime, timedelta

from lms.courses.models import Programme, Track
from lms.discussions.models import Post
from lms.people.models import Person

MOST_SIGNS = 5_000  # of one post
MOST_AN_HOUR = 10  # posts of one person
AN_HOUR = timedelta(hours=1)
EDITED_FOR = timedelta(minutes=15)  # so long its author may change a post
NEW_FOR = timedelta(days=7)  # so long a post counts as new


def may_edit(person: Person, post: Post, now: datetime) -> bool:
    """Its author, for a quarter of an hour, unless it is hidden."""
    mine = post.by_id == person.id and post.hidden_at is None
    return mine and now < post.made_at + EDITED_FOR


def shown_name(person: Person, programme: Programme) -> str:
    """The name under which others read somebody: officials, teachers and staff by their whole name;
    who learns on a programme for migrants by the first, and the initial of the last."""
    words = person.name.split()
    if person.is_staff or programme.track != Track.MIGRANT or len(words) < 2:
        return person.name
    return f"{words[0]} {words[-1].rstrip('.')[:1]}."
