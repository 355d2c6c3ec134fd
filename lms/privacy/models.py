"""Erasures: who asked to be forgotten, what was done at once, and what is deleted later."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person


class Erasure(Base):
    """A person was erased: their name and every way to reach them are gone; what proves hours to a
    funder stays under a code without a name until `delete_on`, and is deleted then (W16)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(  # what is left of them: a row with a code
        ForeignKey("people.id"),
        unique=True,
        **personal(_l("that you asked to be erased"), TO_PROVE, Erase.NAMELESS),
    )
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("what you changed here, and when"), TO_PROVE),
    )
    reason: Mapped[str] = mapped_column(
        Text, **personal(_l("that you asked to be erased"), TO_PROVE, Erase.SCRUB)
    )
    delete_on: Mapped[date | None] = mapped_column(index=True)  # none: it is not known yet
    deleted_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)
