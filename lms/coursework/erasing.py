"""What the history keeps of the answers of somebody who is erased: that there were some."""

from sqlalchemy import select

from lms.coursework.models import NOUN, TaskAnswer
from lms.erasing import Leaving
from lms.people.erasing import quieten


def at_once(who: Leaving) -> None:
    quieten(NOUN, select(TaskAnswer.id).where(TaskAnswer.person_id == who.id), who)
