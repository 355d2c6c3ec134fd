"""Attestations of a whole group, made in the background, with progress."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group
from lms.db import Base, personal
from lms.people.models import TO_PROVE, Person


class RunState(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"  # by a person


class Run(Base):
    """One order for the attestations of some people of a group. What was made stays when it is
    begun again; `file_id` is one file with all papers, to be printed."""

    __tablename__ = "attestation_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    completions: Mapped[list]  # ids
    languages: Mapped[list]
    state: Mapped[str] = mapped_column(String(12), default=RunState.WAITING)
    done: Mapped[int] = mapped_column(default=0)  # of the completions
    words: Mapped[str | None] = mapped_column(Text)  # what went wrong
    left: Mapped[dict] = mapped_column(default=dict)  # completion id -> why none, in words
    file_id: Mapped[str | None] = mapped_column(ForeignKey("files.id"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("which attestations you issued or revoked"), TO_PROVE),
    )
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    asked_by: Mapped[Person | None] = relationship()
