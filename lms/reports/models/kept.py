"""Figures of groups as they were counted last: a copy, made so that pages add up rows instead of
marks. `lms figures recount` makes all of it anew, but for the day since when somebody stands where
they stand: that is only here (docs/decisions/kept-figures.md).

A group's rows are good while its GroupTally is of today, was counted at the revision that the group
has now, and each of its ties at the revision that the other group has now.
"""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.completion.outcome import Outlook
from lms.db import Base, personal


class GroupTally(Base):
    """One group on the day `on`. Standings count its people; minutes are whole, of
    sessions except attended and possible (as GroupFigures.attendance); `conflicts` are people at
    two places at once."""

    __tablename__ = "group_tallies"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    on: Mapped[date]
    revision: Mapped[int]
    counted_at: Mapped[datetime]
    people: Mapped[int]
    complete: Mapped[int]
    on_track: Mapped[int]
    must_attend_all: Mapped[int]
    needs_make_up: Mapped[int]
    cannot: Mapped[int]
    conflicts: Mapped[int]
    attended_minutes: Mapped[int]
    possible_minutes: Mapped[int]
    delivered_minutes: Mapped[int]
    to_come_minutes: Mapped[int]
    not_taken_minutes: Mapped[int]
    short_minutes: Mapped[int]
    required_units: Mapped[int]
    unit_minutes: Mapped[int]


class Tie(Base):
    """Another group on which the figures of a group depend, at its revision then."""

    __tablename__ = "group_ties"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int]


class Place(Base):
    """One person in one group: what pages show of their standing (completion's `reached`).

    `since` is the day on which they came to it, none where it was so when the group was first
    looked at; `first_on` the first day of the membership. The share is `ratio_n` / `ratio_d`,
    exactly. `absences_in_row` are the last sessions in a row that they missed unexcused.
    """

    __tablename__ = "group_places"
    __table_args__ = (
        Index("ix_group_places_person_id", "person_id"),
        Index("ix_group_places_standing_group_id", "standing", "group_id"),
    )

    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        **personal(
            _l("where you stand in a group, as it was counted last"),
            _l("so that staff see quickly who needs somebody"),
        ),
    )
    standing: Mapped[Outlook] = mapped_column(String(20))
    since: Mapped[date | None]
    first_on: Mapped[date]
    last_seen_on: Mapped[date | None]
    absences_in_row: Mapped[int]
    conflict: Mapped[bool]
    total_minutes: Mapped[int]
    required_units: Mapped[int]
    unit_minutes: Mapped[int]
    ratio_n: Mapped[int]
    ratio_d: Mapped[int]
    needs_minutes: Mapped[int]
    short_minutes: Mapped[int]
    best_minutes: Mapped[int]
    threshold_minutes: Mapped[int]
    make_up_left: Mapped[int]
    attended_minutes: Mapped[int]
    possible_minutes: Mapped[int]
    modules_done: Mapped[int]
    reasons: Mapped[list] = mapped_column(JSON)  # as Standing.reasons


class OpenRegister(Base):
    """A session whose register is not complete, as a group knows it: so many of its people are not
    marked in it; none where it is the group's own and nobody has said that it was held."""

    __tablename__ = "open_registers"
    __table_args__ = (Index("ix_open_registers_session_id", "session_id"),)

    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    session_id: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True
    )
    unmarked: Mapped[int | None]


class Along(Base):
    """Numbers of a group along something, for charts.

    what   at                             first      second     third
    week   its Monday, as a day's number  planned    held       lost       minutes (shapes.Week)
    hour   weekday (Monday is 0)*24+hour  missed     due        0          minutes of people
    turn   a held session, counted from 1 there      due        0          people
    module place in the programme         have done  all        0          people
    """

    __tablename__ = "group_alongs"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    what: Mapped[str] = mapped_column(String(8), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first: Mapped[int]
    second: Mapped[int]
    third: Mapped[int]
