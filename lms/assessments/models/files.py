"""Files of questions that were brought to a course's bank from elsewhere."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Course
from lms.db import Base, personal
from lms.people.models import TO_PROVE, Person


class FileState(StrEnum):
    CHECKING = "checking"  # waits to be looked at, or is
    CHECKED = "checked"  # somebody has to decide
    TAKING = "taking"
    TAKEN = "taken"
    REFUSED = "refused"  # it cannot be read
    LEFT = "left"  # nobody wanted it
    FAILED = "failed"


class QuestionFile(Base):
    """A file that was sent, and what is found in it. Its bytes are given up when it was taken, or
    was not wanted; the account stays."""

    __tablename__ = "question_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    file_id: Mapped[str | None] = mapped_column(ForeignKey("files.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]  # bytes
    format: Mapped[str] = mapped_column(String(12))  # as lms.questions.formats.READERS names it
    language: Mapped[str] = mapped_column(String(20))  # of texts that name none
    state: Mapped[str] = mapped_column(String(12), default=FileState.CHECKING)
    done: Mapped[int] = mapped_column(default=0)  # of `steps`
    steps: Mapped[int] = mapped_column(default=0)
    account: Mapped[dict | None]  # as lms.assessments.imports.Plan.account tells it
    words: Mapped[str | None] = mapped_column(Text)  # why it was refused, or failed
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the files of questions that you brought in"), TO_PROVE),
    )
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship()
    by: Mapped[Person | None] = relationship()
