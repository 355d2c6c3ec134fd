"""Lists of who was in an online meeting, as its provider writes them."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models import Session
from lms.db import Base, Erase, personal
from lms.evidence.models.paper import RECORDED, TO_SHOW
from lms.files import File
from lms.people.models import TO_PROVE, Organisation, Person


class ListState(StrEnum):
    DRAFT = "draft"  # names are still being matched
    USED = "used"  # its presences are in the register
    WITHDRAWN = "withdrawn"


class MeetingList(Base):
    """A provider's attendance list, kept as it came: it proves the presences made of it."""

    __tablename__ = "meeting_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    file_id: Mapped[str] = mapped_column(
        ForeignKey("files.id"),
        **personal(_l("when you joined and left an online meeting"), TO_SHOW, Erase.OWN),
    )
    file_name: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(20))
    reading: Mapped[dict]  # how it is read: columns, zone, form of dates
    people: Mapped[dict] = mapped_column(  # what was decided: a name -> an id; none: nobody of ours
        default=dict, **personal(_l("the name that you use in online meetings"), TO_SHOW, Erase.OWN)
    )
    mark_ids: Mapped[list] = mapped_column(default=list)  # the presences that were made of it
    state: Mapped[str] = mapped_column(String(12), default=ListState.DRAFT)
    added_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    added_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    settled_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship()
    file: Mapped[File] = relationship()
    added_by: Mapped[Person] = relationship(foreign_keys=added_by_id)


class MeetingName(Base):
    """Who is meant by a name in such lists: decided once, remembered for the organisation."""

    __tablename__ = "meeting_names"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(  # in small letters, with the e-mail where there is one
        String(300),
        **personal(_l("the name that you use in online meetings"), TO_SHOW, Erase.STAYS),
    )
    person_id: Mapped[int | None] = mapped_column(  # none: nobody of ours
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the name that you use in online meetings"), TO_SHOW, Erase.ROW),
    )
    decided_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    decided_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
