"""What was decided about portfolios."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Programme
from lms.db import Base, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

RECORDED = _l("what you recorded about others, and when")


class Portfolio(Base):
    """Whether a person's portfolio for a programme was accepted."""

    __tablename__ = "portfolios"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("whether your portfolio was accepted"), TO_LEARN),
    )
    accepted: Mapped[bool]
    note: Mapped[str | None] = mapped_column(
        String(300), **personal(_l("a note about your portfolio"), TO_LEARN)
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
