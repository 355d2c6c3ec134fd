"""What was told about somebody who is erased. Their own notices and mails go, as declared."""

from lms.erasing import Leaving, scrub
from lms.messages.models import Notice


def at_once(who: Leaving) -> None:
    """By what notices are known: it may have their code in it."""
    scrub(Notice.about, who)
    scrub(Notice.key, who)
