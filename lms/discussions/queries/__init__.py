"""Finding conversations, their posts, who follows and who moderates them."""

from lms.discussions.queries.people import followers, follows, moderates, moderators, posts_since
from lms.discussions.queries.threads import (
    Talk,
    as_reported,
    counts,
    hidden_titles,
    how_many_reported,
    post,
    posts,
    reported,
    talk_below,
    thread,
    threads,
    threads_of,
)

__all__ = [
    "Talk", "as_reported", "counts", "followers", "follows", "hidden_titles",
    "how_many_reported", "moderates", "moderators", "post", "posts", "posts_since", "reported",
    "talk_below", "thread", "threads", "threads_of",
]  # fmt: skip
