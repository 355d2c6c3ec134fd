"""What can be found: one row for each thing and language."""

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base

KINDS = ("programme", "lesson", "term", "session")


class SearchEntry(Base):
    """The words by which a thing is found: as people read them, and normalised, line for word
    (lms/search/words.py). The full-text index lies over `title` and `text`; the migration made it
    for the database at hand. `course_id` says whose a lesson or a term is."""

    __tablename__ = "search_entries"
    __table_args__ = (
        UniqueConstraint("kind", "ref_id", "language"),
        Index(None, "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # one of KINDS
    ref_id: Mapped[int]  # the row of that kind
    course_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(20))  # of the words; "" where they have none
    shown: Mapped[str] = mapped_column(String(300))  # the title as people read it
    title: Mapped[str] = mapped_column(Text)  # normalised
    plain: Mapped[str] = mapped_column(Text)  # the rest, as people read it
    text: Mapped[str] = mapped_column(Text)  # normalised
