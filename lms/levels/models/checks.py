"""Self-assessments: what people answered so far to "I can ..."."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Programme
from lms.db import Base, personal
from lms.people.models import TO_LEARN


class LevelCheck(Base):
    """A person goes through the statements of an instrument. It can be left and gone on with;
    handed in, levels come of it, and it stays as it was."""

    __tablename__ = "level_checks"
    __table_args__ = (Index("ix_level_checks_person_id_programme_id", "person_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("when you said what you can do"), TO_LEARN)
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(50))  # its name in the programme
    occasion: Mapped[str] = mapped_column(String(12))
    answers: Mapped[dict] = mapped_column(  # statement -> yes, help, no
        **personal(_l("your answers about what you can do"), TO_LEARN)
    )
    began_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
