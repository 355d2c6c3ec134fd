"""What a coordinator decides on: their groups, and the people and registers that need somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from lms.attendance.models import Amendment, AmendmentState, Session
from lms.completion.outcome import Outlook
from lms.completion.queries import GroupFigures, Learner, Meeting, figures
from lms.courses.models import Group, Programme
from lms.db import db
from lms.messages.models import Mail, MailState, Notice, NoticeState
from lms.people.models import Person, Role

URGENT = (Outlook.CANNOT, Outlook.NEEDS_MAKE_UP, Outlook.MUST_ATTEND_ALL)


class Wish(NamedTuple):
    """What of all the groups is to be shown: slugs, or none for everything."""

    programme: str = ""
    group: str = ""
    standing: Outlook | None = None
    conflict: bool = False  # only people who are marked at two places at once
    short: bool = False  # only groups whose sessions are less than their programme asks


class Line(NamedTuple):
    """A group, and its figures."""

    group: Row  # id, slug, title, zone, revision, programme_id, corrections
    figures: GroupFigures

    def next_meeting(self, on: date, now: datetime, today: date) -> Meeting | None:
        """The next session of the group: from now, or as seen from another day."""
        at = int(now.timestamp())
        for meeting in self.figures.timetable:
            if meeting.fact.status in ("planned", "held"):
                to_come = meeting.fact.span.end > at if on == today else meeting.day >= on
                if to_come:
                    return meeting
        return None


class Found(NamedTuple):
    """One person in one group."""

    group: Row
    figures: GroupFigures
    learner: Learner


class Register(NamedTuple):
    """A register that is not complete: `unmarked` people in a session that was held; none where
    nobody has said that it was."""

    group: Row
    meeting: Meeting
    unmarked: int | None


@dataclass(frozen=True)
class Overview:
    """Groups on a day. Every figure counts exactly what the list beside it gives (rule 16)."""

    on: date
    programmes: Sequence[Row]  # id, slug, title: all that the viewer may choose from
    choices: Sequence[Row]  # groups, likewise
    lines: Sequence[Line]  # those that were wished for, by programme and group

    @cached_property
    def counts(self) -> dict[Outlook, int]:
        found = dict.fromkeys(Outlook, 0)
        for line in self.lines:
            for outlook, count in line.figures.counts.items():
                found[outlook] += count
        return found

    @cached_property
    def people(self) -> int:
        """Different people: whoever is in two groups is one (rule 11)."""
        return len(set().union(*(line.figures.people for line in self.lines)))

    @cached_property
    def short(self) -> int:
        return sum(1 for line in self.lines if line.figures.hours.short_minutes)

    @cached_property
    def conflicts(self) -> int:
        return sum(len(line.figures.in_conflict) for line in self.lines)

    @cached_property
    def corrections(self) -> int:
        """Corrections of locked registers that wait for a second person."""
        return sum(line.group.corrections for line in self.lines)

    @cached_property
    def registers(self) -> list[Register]:
        """Those that are not complete, the oldest first."""
        unmarked: Counter[int] = Counter()
        for line in self.lines:
            unmarked.update(line.figures.unmarked)  # also those who are in another group now
        rows = [row for line in self.lines for row in _registers(line, unmarked)]
        return sorted(rows, key=lambda row: (row.meeting.fact.span, row.meeting.code))

    def table(self, wish: Wish) -> list[Line]:
        """The groups that have somebody in the standing wished for, or that are short."""
        return [
            line
            for line in self.lines
            if (not wish.short or line.figures.hours.short_minutes)
            and (wish.standing is None or line.figures.counts[wish.standing])
        ]

    def found(self, wish: Wish) -> list[Found]:
        """The people who are meant, group by group, by name."""
        return [
            Found(line.group, line.figures, learner)
            for line in self.lines
            for learner in line.figures.people.values()
            if wish.standing in (None, learner.reached.standing)
            and (not wish.conflict or learner.id in line.figures.in_conflict)
        ]

    def urgent(self, most: int) -> list[Found]:
        """Who needs somebody first: the worst standings first. Nobody whose completion is
        confirmed."""
        rank = {outlook: place for place, outlook in enumerate(URGENT)}
        needy = [
            Found(line.group, line.figures, learner)
            for line in self.lines
            if any(line.figures.counts[outlook] for outlook in URGENT)
            for learner in line.figures.people.values()
            if learner.reached.standing in rank
        ]
        return sorted(needy, key=lambda one: rank[one.learner.reached.standing])[:most]


def overview(viewer: Person, wish: Wish, on: date) -> Overview:
    """The groups that a coordinator may see (rule 15), as of a day. Two statements, and those of
    `lms.completion.queries.figures`."""
    groups = db.session.execute(_in_sight(viewer)).all()
    programmes = _programmes({group.programme_id for group in groups})
    slugs = {row.id: row.slug for row in programmes}
    chosen = [
        group
        for group in groups
        if wish.group in ("", group.slug) and wish.programme in ("", slugs[group.programme_id])
    ]
    known = figures(chosen, on)
    lines = [Line(group, known[group.id]) for group in chosen]
    return Overview(on, programmes, groups, lines)


def _in_sight(viewer: Person) -> Any:
    columns = (Group.id, Group.slug, Group.title, Group.zone, Group.revision, Group.programme_id)
    waits = select(func.count(Amendment.id)).join(Amendment.session)
    waits = waits.where(Session.group_id == Group.id, Amendment.state == AmendmentState.ASKED)
    corrections = waits.correlate(Group).scalar_subquery().label("corrections")
    groups = select(*columns, corrections).order_by(
        Group.starts_on.desc().nulls_last(), Group.title, Group.id
    )
    if viewer.role == Role.ADMINISTRATOR:
        return groups
    ours = viewer.organisation_id
    of_ours = select(Programme.id).where(Programme.organisation_id == ours)
    return groups.where((Group.organisation_id == ours) | Group.programme_id.in_(of_ours))


def _programmes(ids: Iterable[int]) -> Sequence[Row]:
    columns = (Programme.id, Programme.slug, Programme.title)
    named = select(*columns).where(Programme.id.in_(list(ids))).order_by(Programme.slug)
    return db.session.execute(named).all()


def _registers(line: Line, unmarked: Mapping[int, int]) -> Iterable[Register]:
    for meeting in line.figures.not_taken:
        yield Register(line.group, meeting, None)
    for meeting in line.figures.timetable:
        if people := unmarked.get(meeting.id):
            yield Register(line.group, meeting, people)


class Post(NamedTuple):
    """How many mails, and how many notices that are in none yet, wait."""

    mails: int
    notices: int


def post_waits() -> Post:
    """One query."""
    mails = select(func.count()).where(Mail.state == MailState.WAITING)
    notices = select(func.count()).where(
        Notice.state == NoticeState.WAITING, Notice.mail_id.is_(None)
    )
    return Post(
        *db.session.execute(select(mails.scalar_subquery(), notices.scalar_subquery())).one()
    )
