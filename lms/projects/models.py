"""Projects with their partners and programmes, figures reported before, and outcomes of people."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Organisation, Person

REACHED = _l("what became of you after a course: whether it helped, what you applied for")
TO_REPORT = _l("to tell the funder how many people it helped, without names")


class Project(Base):
    """What a funder pays for. Titles and summaries are maps of languages."""

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[dict]
    summary: Mapped[dict | None]
    funder: Mapped[str | None] = mapped_column(String(200))
    fund: Mapped[str | None] = mapped_column(String(80))  # "AMIF"
    grant: Mapped[str | None] = mapped_column(String(120))  # its number
    website: Mapped[str | None] = mapped_column(String(300))
    starts_on: Mapped[date | None]  # as published; what happens later is told, not refused
    ends_on: Mapped[date | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    themes: Mapped[list | None] = mapped_column(JSON(none_as_null=True))  # [{"code", "label": {}}]
    pilots: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    # where the figures come from: [{"code": "S0", "words": {}, "url": ".."}]
    sources: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    # where sources disagree: [{"what": {}, "handling": {}, "sources": [..]}]
    notes: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    published_at: Mapped[datetime | None]  # since when anybody may read its results
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course

    lead: Mapped[Organisation | None] = relationship()
    partners: Mapped[list["Partner"]] = relationship(
        order_by="Partner.position", cascade="all, delete-orphan", back_populates="project"
    )
    programmes: Mapped[list[Programme]] = relationship(
        secondary="project_programmes", order_by="Programme.slug"
    )
    reported: Mapped[list["ReportedFigure"]] = relationship(
        order_by="ReportedFigure.position, ReportedFigure.id", cascade="all, delete-orphan"
    )


class Partner(Base):
    """An organisation in a project. Who `reports` takes part in its reporting periods."""

    __tablename__ = "project_partners"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True, index=True
    )
    position: Mapped[int]
    role: Mapped[dict | None]  # in words, a map of languages
    reports: Mapped[bool] = mapped_column(default=True, server_default=true())

    project: Mapped[Project] = relationship(back_populates="partners")
    organisation: Mapped[Organisation] = relationship()


class ProjectProgramme(Base):
    """A programme is taught for a project."""

    __tablename__ = "project_programmes"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True, index=True
    )


class Basis(StrEnum):
    """What a figure that somebody else counted says it counts (rule 12)."""

    REPORTED = "reported"  # participants; whether unique people or participations is not stated
    REGISTERED = "registered"  # who had registered, not who came
    UNKNOWN = "unknown"


FIGURE = (
    "kind", "label", "units", "unit_kind", "sessions", "participants", "basis", "countries",
    "onsite", "online", "source", "note",
)  # fmt: skip
MOST_FIGURES, MOST_SOURCES = 100, 50  # of a project: all stand on one page


class ReportedFigure(Base):
    """What a project published about a kind of work, as it was published, with its source. It is
    never added to what is counted here."""

    __tablename__ = "reported_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))  # of an activity, or "training_programme", ...
    label: Mapped[dict]
    units: Mapped[int | None]
    unit_kind: Mapped[str] = mapped_column(String(40))  # programme, visit, dialogue, event, ...
    sessions: Mapped[int | None]
    participants: Mapped[int | None]
    basis: Mapped[str] = mapped_column(String(20))
    countries: Mapped[int | None]  # from which the people came
    onsite: Mapped[int | None]  # of the units: on site or hybrid
    online: Mapped[int | None]  # of the units: fully online
    source: Mapped[str | None] = mapped_column(String(300))
    note: Mapped[dict | None]

    @property
    def values(self) -> dict[str, Any]:
        """What it says, as its project's file says it."""
        return {name: getattr(self, name) for name in FIGURE}


class OutcomeKind(StrEnum):
    """What may become of a person (AMIF 2021-27; the last two of staff training)."""

    HELPFUL = "helpful"  # found it helpful for their integration: R.2.9
    RECOGNITION = "recognition"  # applied for recognition of qualifications: R.2.10
    RESIDENCE = "residence"  # applied for long-term residence: R.2.11
    USEFUL = "useful"  # found it useful for their work
    STILL_USED = "still_used"  # still uses it three months after


class Outcome(Base):
    """What a person said or did, on a day: the newest of a kind up to a day is what counts."""

    __tablename__ = "outcomes"
    __table_args__ = (
        UniqueConstraint("project_id", "person_id", "kind", "on"),
        Index("ix_outcomes_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(REACHED, TO_REPORT, Erase.LATER)
    )
    kind: Mapped[str] = mapped_column(String(20), **personal(REACHED, TO_REPORT, Erase.STAYS))
    answer: Mapped[bool] = mapped_column(**personal(REACHED, TO_REPORT, Erase.STAYS))
    on: Mapped[date] = mapped_column("on", **personal(REACHED, TO_REPORT, Erase.STAYS))
    source: Mapped[str] = mapped_column(String(20))  # survey, interview, telephone, document
    note: Mapped[str | None] = mapped_column(Text, **personal(REACHED, TO_REPORT, Erase.EMPTY))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    project: Mapped[Project] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)
