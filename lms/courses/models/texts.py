"""A lesson in a language: the text that is published, and every text that was."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models.courses import Lesson
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE


class LessonText(Base):
    """A lesson in one language, as it is published: its Markdown, and the safe page made of it.

    `blocks` are the parts of the page in their order (lms/courses/blocks.py), each a map: `id` the
    digest of its Markdown, `of` the digest of the block of the source language that it was
    translated from (none: a block of its own, or the source itself), `html` what is shown. `page`
    says of which text, and by which renderer, they were made (lms/courses/markup.py).

    `uses` names what the text needs from elsewhere: `media`, `terms` and `tasks` (maps, as
    lms/courses/markup/tasks.py makes them), each a list.
    `weight` is what it costs to load, in bytes: `text`, `picture`, `audio`, `video`.
    """

    __tablename__ = "lesson_texts"

    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    goals: Mapped[list | None]
    summary: Mapped[str | None] = mapped_column(Text)
    audio: Mapped[str | None] = mapped_column(String(300))
    markdown: Mapped[str] = mapped_column(Text)
    blocks: Mapped[list] = mapped_column(default=list, server_default="[]")
    page: Mapped[str] = mapped_column(String(80), default="", server_default="")
    uses: Mapped[dict] = mapped_column(default=dict, server_default="{}")
    weight: Mapped[dict] = mapped_column(default=dict, server_default="{}")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def html(self) -> str:
        """The whole page."""
        return "\n".join(block["html"] for block in self.blocks if block["html"])

    @property
    def links(self) -> list[str | None]:
        """Which block of the source each block was translated from."""
        return [block["of"] for block in self.blocks]


class LessonVersion(Base):
    """A text as it was published once; never changed. The newest is the one that is shown."""

    __tablename__ = "lesson_versions"
    __table_args__ = (UniqueConstraint("lesson_id", "language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    language: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]  # from 1
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    goals: Mapped[list | None]
    summary: Mapped[str | None] = mapped_column(Text)
    audio: Mapped[str | None] = mapped_column(String(300))
    markdown: Mapped[str] = mapped_column(Text)
    links: Mapped[list]  # as LessonText.links
    note: Mapped[str | None] = mapped_column(  # what changed, in its author's words
        String(300),
        **personal(_l("what you say of your changes to lessons"), TO_PROVE, Erase.SCRUB),
    )
    restored: Mapped[int | None]  # the number of the version that it brought back
    by_id: Mapped[int | None] = mapped_column(  # none: it came as a folder
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the lessons that you wrote or translated"), TO_PROVE),
    )
    made_at: Mapped[datetime]

    lesson: Mapped[Lesson] = relationship()
