"""What the history keeps of the portfolio of somebody who is erased: how it was judged."""

from sqlalchemy import select

from lms.erasing import Leaving
from lms.people.erasing import quieten
from lms.portfolios.models import NOUN, Item


def at_once(who: Leaving) -> None:
    quieten(NOUN, select(Item.id).where(Item.person_id == who.id), who)
