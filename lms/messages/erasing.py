"""What was told about somebody who is erased. Their own notices and mails go, as declared."""

from lms.erasing import Leaving, change, scrub, without_words
from lms.messages.models import Notice


def at_once(who: Leaving) -> None:
    """By what notices are known: it may have their code in it; and the beginnings of their posts in
    notices to others."""
    posted = Notice.kind.startswith("discussion.") & (Notice.by_id == who.id)
    change(Notice.data, who, posted, without_words)
    scrub(Notice.about, who)
    scrub(Notice.key, who)
