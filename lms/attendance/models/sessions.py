"""Sessions: dated meetings of a group, and the series in which they were published."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.courses.models import Course, Group, Module
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, TO_TEACH, Person


def new_uid() -> str:
    """A name that no calendar in the world has yet."""
    return uuid4().hex


class Mode(StrEnum):
    ONSITE = "onsite"
    ONLINE = "online"
    HYBRID = "hybrid"


class Status(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Session(Base):
    """A dated meeting of a group, kept as the clock on its wall shows it."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_group_id_day", "group_id", "day"),
        Index("ix_sessions_trainer_id_day", "trainer_id", "day"),
        Index("ix_sessions_substitute_id_day", "substitute_id", "day"),
        Index("ix_sessions_day", "day"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="some_places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"), index=True)
    title: Mapped[str | None] = mapped_column(String(200))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]  # at or before `starts`: on the next day
    breaks: Mapped[list]  # [["18:30", "18:45"], ...] on the same clock
    zone: Mapped[str] = mapped_column(String(60))
    mode: Mapped[str] = mapped_column(String(20), default=Mode.ONSITE)
    place: Mapped[str | None] = mapped_column(String(300))
    link: Mapped[str | None] = mapped_column(String(500))  # of the online meeting
    trainer_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the groups and sessions that you teach"), TO_TEACH)
    )
    substitute_id: Mapped[int | None] = mapped_column(  # teaches instead of the trainer
        ForeignKey("people.id"), **personal(_l("the groups and sessions that you teach"), TO_TEACH)
    )
    substitute_reason: Mapped[str | None] = mapped_column(
        String(300), **personal(_l("why somebody teaches instead of you"), TO_TEACH, Erase.SCRUB)
    )
    status: Mapped[str] = mapped_column(String(20), default=Status.PLANNED)
    is_open: Mapped[bool] = mapped_column(default=False)  # people who are not in the group sign up
    capacity: Mapped[int | None]  # places for those who sign up; none: any number
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    uid: Mapped[str] = mapped_column(String(64), unique=True, default=new_uid)  # in calendars
    sequence: Mapped[int] = mapped_column(default=0)  # counts the changes that calendars are told
    reminded_at: Mapped[datetime | None]
    locks_from: Mapped[date | None]  # imported late: the days until the lock count from here
    sealed_at: Mapped[datetime | None] = mapped_column(index=True)  # see models/seals.py: Link
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the sessions that you published"), TO_PROVE)
    )
    published_at: Mapped[datetime]

    group: Mapped[Group] = relationship()
    course: Mapped[Course | None] = relationship()
    module: Mapped[Module | None] = relationship()
    trainer: Mapped[Person | None] = relationship(foreign_keys=trainer_id)
    substitute: Mapped[Person | None] = relationship(foreign_keys=substitute_id)
    series: Mapped["Series | None"] = relationship()
    moved_from: Mapped["Session | None"] = relationship(remote_side=id)  # the old slot

    @property
    def teacher(self) -> Person | None:
        """Who is in the room: the substitute, or else the trainer."""
        return self.substitute or self.trainer

    @property
    def span(self) -> Interval:
        """[start, end) in seconds of UTC."""
        return hours.session_span(self.day, self.starts, self.ends, self.zone)

    @property
    def pauses(self) -> list[Interval]:
        """The breaks, in seconds of UTC."""
        return hours.break_intervals(
            self.day,
            self.starts,
            self.ends,
            [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in self.breaks],
            self.zone,
        )

    @property
    def teaching(self) -> tuple[Interval, ...]:
        """What is taught: the span less its breaks."""
        return tuple(hours.less(self.span, self.pauses))

    @property
    def net_minutes(self) -> int:
        return hours.minutes(self.teaching)

    def at(self, wall: time) -> int:
        """A time on the wall at this session, in seconds of UTC (settled point 13)."""
        return hours.wall_seconds(self.day, wall, self.starts, self.ends, self.zone)

    def wall(self, seconds: int) -> time:
        """What the clock on the wall shows at a moment (seconds of UTC)."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone)).time()


class Series(Base):
    """Sessions that were published together. What was asked for is kept as it was typed."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    rule: Mapped[dict]  # weekdays, from, to, calendar; or the group whose timetable was copied
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the sessions that you published"), TO_PROVE)
    )
    made_at: Mapped[datetime]


class ClosingDay(Base):
    """Days on which an organisation is closed, from the first to the last: series skip them."""

    __tablename__ = "closing_days"
    __table_args__ = (
        Index("ix_closing_days_organisation_id_first", "organisation_id", "first"),
        CheckConstraint("first <= last", name="first_before_last"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    first: Mapped[date]
    last: Mapped[date]
    title: Mapped[str] = mapped_column(String(200))
