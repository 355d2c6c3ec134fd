"""Levels as they were said of people: by whom, when, how and on what occasion."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person


class Occasion(StrEnum):
    ENTRY = "entry"
    PROGRESS = "progress"
    EXIT = "exit"


class Method(StrEnum):
    """How a level was found (lms/courses/instruments.py)."""

    SELF = "self"
    TEST = "test"
    TRAINER = "trainer"


class LevelSaid(Base):
    """A level of a person in a skill, on an occasion of a programme. Nothing is written over: of
    those on one occasion by one method, the last counts. That nobody has said one is no row."""

    __tablename__ = "levels"
    __table_args__ = (Index("ix_levels_programme_id_person_id", "programme_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("your levels when you came, on the way, and when you left"), TO_LEARN),
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    framework: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(20), default="")  # "": not of a language
    skill: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(
        String(20),
        **personal(_l("what you can do, in levels, skill by skill"), TO_LEARN, Erase.STAYS),
    )
    occasion: Mapped[str] = mapped_column(String(12))
    method: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the levels that you said of yourself or of others"), TO_PROVE),
    )
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    programme: Mapped[Programme] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=by_id)
