"""What people show of what they can, what was said to it, and what was decided of the whole."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group, Module, Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

RECORDED = _l("what you recorded about others, and when")
NOUN = "portfolio item"  # what the history calls it


class State(StrEnum):
    """Where an item is, as its columns say it together."""

    DRAFT = "draft"  # only its author sees it
    WAITING = "waiting"  # handed in; its trainer has not decided
    RETURNED = "returned"  # given back with words: its author goes on, unseen
    ACCEPTED = "accepted"


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Item(Base):
    """Something that a person made, with what shows it: words, a file, a link. It belongs to a
    module, or to the programme as a whole."""

    __tablename__ = "portfolio_items"
    __table_args__ = (
        Index("ix_portfolio_items_person_id_programme_id", "person_id", "programme_id"),
        Index("ix_portfolio_items_group_id_handed_in_at", "group_id", "handed_in_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you put into your portfolio"), TO_LEARN)
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))  # whose trainers read it
    title: Mapped[str] = mapped_column(
        String(200), **personal(_l("the titles in your portfolio"), TO_LEARN, Erase.SCRUB)
    )
    text: Mapped[str | None] = mapped_column(
        Text, **personal(_l("the words in your portfolio"), TO_LEARN)
    )
    link: Mapped[str | None] = mapped_column(
        String(500), **personal(_l("the links in your portfolio"), TO_LEARN)
    )
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("files.id"),
        index=True,
        **personal(_l("the files in your portfolio"), TO_LEARN),
    )
    file_name: Mapped[str | None] = mapped_column(
        String(200), **personal(_l("the names of files in your portfolio"), TO_LEARN)
    )
    changed_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    programme: Mapped[Programme] = relationship()
    module: Mapped[Module | None] = relationship()
    group: Mapped[Group | None] = relationship()
    reviews: Mapped[list["Review"]] = relationship(order_by="Review.id")

    @property
    def state(self) -> State:
        if self.accepted_at:
            return State.ACCEPTED
        if self.handed_in_at:
            return State.WAITING
        return State.RETURNED if self.reviews else State.DRAFT


class Review(Base):
    """What a trainer found of an item, by the rubric; it is accepted or returned. Nothing is
    written over: the last one holds."""

    __tablename__ = "portfolio_reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("portfolio_items.id"), index=True)
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(RECORDED, TO_PROVE)
    )
    verdict: Mapped[str] = mapped_column(String(12))
    # the rubric as it was then, with the points given: a list of {title, points, given}
    rubric: Mapped[list]
    words: Mapped[str | None] = mapped_column(
        Text, **personal(_l("what a trainer said to your portfolio"), TO_LEARN)
    )
    shown: Mapped[dict] = mapped_column(  # the title, words, link and file name that it is about
        **personal(_l("the words in your portfolio"), TO_LEARN)
    )
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class Rubric(Base):
    """By what the portfolios of a programme are looked at; a programme without one has the usual
    (lms/portfolios/rules.py)."""

    __tablename__ = "portfolio_rubrics"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    criteria: Mapped[list]  # as lms.questions reads a rubric
    each_module: Mapped[bool]  # an accepted item is asked for each module
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    at: Mapped[datetime]


class Portfolio(Base):
    """Whether a person's portfolio for a programme was accepted, from a moment on. Nothing is
    written over: the last row before a moment is what held at it."""

    __tablename__ = "portfolios"
    __table_args__ = (Index("ix_portfolios_person_id_programme_id", "person_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("whether your portfolio was accepted"), TO_LEARN),
    )
    accepted: Mapped[bool]
    note: Mapped[str | None] = mapped_column(
        String(300), **personal(_l("a note about your portfolio"), TO_LEARN, Erase.SCRUB)
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
