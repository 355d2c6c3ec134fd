"""Paper: sheets that people sign, and the scans of them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models import Session
from lms.db import Base, Erase, personal
from lms.files import File
from lms.people.models import TO_PROVE, Person

TO_SHOW = _l("to prove your hours to the funder")
RECORDED = _l("what you recorded about others, and when")


class Sheet(Base):
    """A sheet as it was printed: its rows keep their numbers, whoever joins the group later."""

    __tablename__ = "sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)  # printed on it: finds it again
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    rows: Mapped[list] = mapped_column(  # people's ids; row 1 is the first
        **personal(_l("that you were on a list to sign"), TO_SHOW, Erase.STAYS)
    )
    empty_rows: Mapped[int]  # for guests, below them
    guests: Mapped[dict] = mapped_column(  # row number (as text) -> id of who wrote themselves in
        default=dict,
        server_default="{}",
        **personal(_l("that you were on a list to sign"), TO_SHOW, Erase.STAYS),
    )
    language: Mapped[str] = mapped_column(String(20))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    made_at: Mapped[datetime]

    session: Mapped[Session] = relationship()


class Scan(Base):
    """A picture or a PDF of a signed sheet. A scan that was added by mistake is withdrawn; its
    bytes are kept, as is who did what."""

    __tablename__ = "scans"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheets.id"), index=True)
    file_id: Mapped[str] = mapped_column(
        ForeignKey("files.id"),
        **personal(_l("the scan of a list that you signed"), TO_SHOW, Erase.STAYS),
    )
    file_name: Mapped[str] = mapped_column(String(200))
    pages: Mapped[int] = mapped_column(default=1)
    added_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )

    session: Mapped[Session] = relationship()
    sheet: Mapped[Sheet | None] = relationship()
    file: Mapped[File] = relationship()
    added_by: Mapped[Person] = relationship(foreign_keys=added_by_id)


class Signature(Base):
    """Somebody looked at a sheet and says that a person signed it. It proves a presence once a
    scan of the sheet is there."""

    __tablename__ = "signatures"
    __table_args__ = (Index("ix_signatures_session_id_person_id", "session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("that you signed the list of a session"), TO_SHOW),
    )
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    recorded_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )

    sheet: Mapped[Sheet] = relationship()
