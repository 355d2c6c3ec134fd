"""What a course has beside its words: pictures, sound, film, files; and its glossary."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, personal
from lms.people.models import TO_PROVE


class Media(Base):
    """A file of a course. Lessons name it "../media/<name>"; a name never gets another content."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    name: Mapped[str] = mapped_column(String(100))  # "lock-the-phone.webp"
    kind: Mapped[str] = mapped_column(String(12))  # picture, audio, video, captions, document
    file_id: Mapped[str] = mapped_column(ForeignKey("files.id"), index=True)
    size: Mapped[int]  # bytes of the file
    width: Mapped[int | None]  # pixels
    height: Mapped[int | None]
    seconds: Mapped[int | None]
    words: Mapped[dict | None]  # what a picture shows, by language: offered when it is put in
    retired_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the pictures, sounds and files that you added to courses"), TO_PROVE),
    )
    made_at: Mapped[datetime]

    sizes: Mapped[list["MediaSize"]] = relationship(
        order_by="MediaSize.width", cascade="all, delete-orphan"
    )


class MediaSize(Base):
    """A picture made smaller, for small screens and slow networks."""

    __tablename__ = "media_sizes"

    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)  # pixels
    file_id: Mapped[str] = mapped_column(ForeignKey("files.id"), index=True)
    size: Mapped[int]  # bytes


class Term(Base):
    """A word of a course's glossary, with its meaning: maps of languages."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("course_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    slug: Mapped[str] = mapped_column(String(80))
    term: Mapped[dict]
    meaning: Mapped[dict]
    audio: Mapped[dict | None]  # language -> "../media/<name>"
    retired_at: Mapped[datetime | None]
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course
