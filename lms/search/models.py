"""What can be found: one row for each thing and language."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class SearchEntry(Base):
    """The words by which a thing is found, normalised (lms/search/words.py): case, accents and
    forms of letters do not matter. The full-text index lies over `title` and `text`; the migration
    made it for the database at hand."""

    __tablename__ = "search_entries"
    __table_args__ = (Index(None, "kind", "ref_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # lesson, programme, session, term
    ref_id: Mapped[int]  # the row of that kind
    language: Mapped[str] = mapped_column(String(20))  # of the words; "" where they have none
    shown: Mapped[str] = mapped_column(String(300))  # the title as people read it
    title: Mapped[str] = mapped_column(Text)  # normalised
    text: Mapped[str] = mapped_column(Text)  # normalised
