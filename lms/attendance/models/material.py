"""What is handed out with a session; and the secret addresses of calendars."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.sessions import Session
from lms.courses.models import Group
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person


class Material(Base):
    """A file or a link that belongs to a session. The bytes are in lms.files, by their hash."""

    __tablename__ = "materials"
    __table_args__ = (CheckConstraint("(file_id IS NULL) <> (link IS NULL)", name="file_or_link"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(500))
    file_id: Mapped[str | None] = mapped_column(ForeignKey("files.id"))
    file_name: Mapped[str | None] = mapped_column(String(200))  # as it is saved on a computer
    added_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the material that you handed out"), TO_PROVE)
    )
    added_at: Mapped[datetime]

    session: Mapped[Session] = relationship()


class Feed(Base):
    """A secret address at which a calendar reads the sessions of a person or of a group.

    The secret is made of the row and the installation's key, and is nowhere kept. A feed that was
    revoked stays here, so that its address can say so.
    """

    __tablename__ = "feeds"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="person_or_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("that your calendar reads your sessions"), TO_LEARN, Erase.ROW),
    )
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the calendar addresses that you made"), TO_PROVE)
    )
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    group: Mapped[Group | None] = relationship()
