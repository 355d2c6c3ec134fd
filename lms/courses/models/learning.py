"""What people have done: lessons, and modules that a trainer confirmed."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, personal
from lms.people.models import TO_LEARN, TO_PROVE


class LessonDone(Base):
    """A person has read or heard a lesson, and says so."""

    __tablename__ = "lessons_done"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("the lessons you have done"), TO_LEARN),
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True, index=True)
    done_at: Mapped[datetime]


class ModuleConfirmed(Base):
    """A trainer confirms that a person has done a module."""

    __tablename__ = "modules_confirmed"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("the modules that your trainer confirmed"), TO_LEARN),
    )
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), primary_key=True, index=True)
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("the modules that you confirmed for others"), TO_PROVE),
    )
    confirmed_at: Mapped[datetime]
