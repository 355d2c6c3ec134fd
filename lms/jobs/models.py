"""Jobs: what is to be done, when, and how often it was tried."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # tried as often as it may be: an administrator decides


class Job(Base):
    """One piece of work. `key` keeps the same work from being queued twice while it waits; it is
    given up when the work begins. `data` names rows by their ids: no personal data is in here."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict]
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=JobState.WAITING)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]  # a worker that is silent for longer is taken for dead
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
