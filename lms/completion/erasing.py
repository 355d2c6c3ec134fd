"""What becomes of the completions of somebody who is erased."""

from sqlalchemy import update

from lms.completion.models import Completion, CompletionState
from lms.db import db
from lms.erasing import Leaving


def at_once(who: Leaving) -> None:
    """Nobody confirms a proposal of theirs any more. What is confirmed stays (rule 14)."""
    mine = Completion.person_id == who.id, Completion.state == CompletionState.PROPOSED
    db.session.execute(update(Completion).where(*mine).values(state=CompletionState.LAPSED))
