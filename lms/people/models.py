"""Persons and their organisations."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, personal


class Role(StrEnum):
    """What a person is here for. (An administrator sees every organisation.)"""

    LEARNER = "learner"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


STAFF = (Role.TRAINER, Role.COORDINATOR, Role.ADMINISTRATOR)


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class Person(Base):
    """Somebody who learns, teaches or coordinates. `code` names them in every file."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), **personal("to call and to find the person"))
    native_name: Mapped[str | None] = mapped_column(
        String(200), **personal("the name in the person's own script")
    )
    language: Mapped[str | None] = mapped_column(String(20), **personal("to speak to the person"))
    email: Mapped[str | None] = mapped_column(
        String(254), unique=True, **personal("to sign in and to be written to")
    )
    phone: Mapped[str | None] = mapped_column(String(40), **personal("to be called"))
    gender: Mapped[str | None] = mapped_column(String(1), **personal("the funder's statistics"))
    birth_date: Mapped[date | None] = mapped_column(**personal("the funder's age bands"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default=Role.LEARNER)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    card_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    sign_in_version: Mapped[int] = mapped_column(default=1)  # a new one signs out everywhere

    organisation: Mapped[Organisation | None] = relationship()

    # What flask-login asks of a person. (To its UserMixin, two unsaved people are equal.)
    is_authenticated = is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.id}:{self.sign_in_version}"

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


class FailedSignIn(Base):
    """A wrong password or PIN, counted per door (a card's code or an e-mail address)."""

    __tablename__ = "failed_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(260), **personal("to slow down guessing"))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_failed_sign_ins_door_at", "door", "at"),)


class Change(Base):
    """Who changed which record, when, and what it said before and after. Only added to."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # none: the command line
    noun: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    verb: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict | None] = mapped_column(**personal("the values before and after a change"))

    by: Mapped[Person | None] = relationship()

    __table_args__ = (Index("ix_changes_noun_key", "noun", "key"),)
