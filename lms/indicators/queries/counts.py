"""Counts with their members and gaps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Group, Membership, Programme
from lms.db import db
from lms.indicators.models import Count, CountState, Gap, IndicatorSet, Member, Report, SetVersion
from lms.indicators.record import digest
from lms.indicators.union import Counted, Kept, Missing
from lms.people.models import Person
from lms.projects.models import Project, ProjectProgramme


def used(of: Project) -> list[IndicatorSet]:
    """Every set in use, by slug: any of them can be counted for any project."""
    wanted = select(IndicatorSet).where(IndicatorSet.retired_at.is_(None))
    wanted = wanted.options(joinedload(IndicatorSet.version))
    return list(db.session.scalars(wanted.order_by(IndicatorSet.slug)))


def count(count_id: int) -> Count | None:
    """With all that tells who may see it."""
    wanted = select(Count).where(Count.id == count_id)
    loads = joinedload(Count.project), joinedload(Count.organisation)
    version = joinedload(Count.version).joinedload(SetVersion.set)
    return db.session.scalars(wanted.options(*loads, version)).one_or_none()


def lock(count_id: int) -> Count | None:
    """As it is now; of two who want to fill it, the second waits."""
    own = select(Count).where(Count.id == count_id).with_for_update()
    return db.session.scalar(own.execution_options(populate_existing=True))


REPORTED = select(Report.count_id).where(Report.count_id.is_not(None))
# live counts of a span, whichever days it has: no draft of a report, no report, nothing frozen
OF_SPANS = (
    Count.since.is_not(None), Count.frozen_at.is_(None), Count.state != CountState.REPLACED,
    Count.id.not_in(REPORTED),
)  # fmt: skip


def before(of: Count) -> list[int]:
    """Earlier counts of the same whose place it takes: none that was handed in or frozen, and none
    that a report shows. Live ones since the beginning, live ones of spans and drafts of reports
    each take the place of their own kind alone."""
    same = (
        Count.organisation_id == of.organisation_id, Count.project_id == of.project_id,
        SetVersion.set_id == of.version.set_id,
    )  # fmt: skip
    wanted = select(Count.id).join(SetVersion, SetVersion.id == Count.version_id).where(
        *same, Count.id < of.id, Count.frozen_at.is_(None), Count.state != CountState.ASKED,
        *_of_its_kind(of),
    )  # fmt: skip
    return list(db.session.scalars(wanted))


def _of_its_kind(of: Count) -> tuple[ColumnElement[bool], ...]:
    if of.since is None:
        return (Count.since.is_(None),)
    if db.session.scalar(select(Report.id).where(Report.count_id == of.id).limit(1)) is None:
        return OF_SPANS
    return Count.since == of.since, Count.state == CountState.REPLACED


def newest(
    of: Project, asked: IndicatorSet, organisation_id: int | None, *, of_span: bool = False
) -> Count | None:
    """The last that was asked for, of the set in any version: live ones, no report's. Since the
    beginning, or of a span."""
    wanted = select(Count).join(SetVersion, SetVersion.id == Count.version_id)
    wanted = wanted.where(Count.project_id == of.id, SetVersion.set_id == asked.id)
    home = Count.organisation_id
    wanted = wanted.where(home.is_(None) if organisation_id is None else home == organisation_id)
    kind = OF_SPANS if of_span else (Count.since.is_(None),)
    wanted = wanted.where(*kind).order_by(Count.id.desc()).limit(1)
    return db.session.scalar(wanted)


def asked_for(
    of: Project, version: SetVersion, organisation_id: int | None, since: date | None, until: date
) -> Count | None:
    """The same live count, where it waits already."""
    home = Count.organisation_id
    kind = (Count.since.is_(None),) if since is None else (*OF_SPANS, Count.since == since)
    wanted = select(Count.id).where(
        Count.project_id == of.id, Count.version_id == version.id, Count.until == until,
        Count.state == CountState.ASKED, *kind,
        home.is_(None) if organisation_id is None else home == organisation_id,
    )  # fmt: skip
    found = db.session.scalar(wanted.limit(1))
    return db.session.get(Count, found) if found else None


def kept(of: Count) -> list[Kept]:
    """Its members, as plain rows. One statement."""
    own = select(
        Member.code, Member.key, Member.person_id, Member.organisation_id, Member.first_on,
        Member.cells, Member.size,
    ).where(Member.count_id == of.id)  # fmt: skip
    return [Kept(*row) for row in db.session.execute(own.order_by(Member.id))]


def counted(of: Count) -> Counted:
    """A count as a value. Two statements."""
    lacking = select(Gap.code, Gap.gap, Gap.person_id).where(Gap.count_id == of.id)
    gaps = [Missing(*row) for row in db.session.execute(lacking)]
    return Counted(of.values or {}, kept(of), gaps)


def is_untouched(of: Count) -> bool:
    """Whether its digest is still that of its figures and members."""
    return of.digest == digest(of.values or {}, (row.line for row in kept(of)))


def frozen() -> Iterable[Count]:
    """All that never change, in their order."""
    wanted = select(Count).where(Count.frozen_at.is_not(None), Count.state == CountState.DONE)
    return db.session.scalars(wanted.order_by(Count.id))


def members(
    of: Count,
    code: str,
    by: str = "",
    cell: str = "",
    organisation_id: int | None = None,
    is_new: bool = False,
) -> Select[Member]:
    """What a figure counts, or one part of it; of people only those of one organisation; only what
    is new in the period."""
    wanted = select(Member).outerjoin(Person, Person.id == Member.person_id)
    wanted = wanted.where(Member.count_id == of.id, Member.code == code)
    if is_new:
        wanted = wanted.where(Member.first_on >= of.since)
    if by:
        wanted = wanted.where(Member.cells[by].as_string() == cell)
    if organisation_id is not None:
        wanted = wanted.where(
            Member.person_id.is_(None) | (Person.organisation_id == organisation_id)
        )
    loads = joinedload(Member.person), joinedload(Member.organisation)
    return wanted.options(*loads).order_by(Person.name, Member.key, Member.id)


def stands_for(rows: Select[Member]) -> int:
    """How many people or things some rows are: who came without a name is in one row."""
    ids = select(rows.order_by(None).subquery().c.id)
    own = select(func.coalesce(func.sum(Member.size), 0)).where(Member.id.in_(ids))
    return db.session.scalar(own) or 0


def all_members(*asked: Any) -> Iterator[Member]:
    """The same, all of them, a few hundred at a time in memory. What is asked is known at once, and
    read when the first is taken: a file is sent after the request has given its session back."""
    return _read(members(*asked).execution_options(yield_per=500))


def _read(wanted: Select[Member]) -> Iterator[Member]:
    yield from db.session.scalars(wanted)


def groups_of(project_id: int, people: Iterable[int]) -> dict[int, str]:
    """The newest group of each in the project that asks for levels, by its slug: where they are
    written down."""
    wanted = select(Membership.person_id, Group.slug, Programme.levels).join(Membership.group)
    wanted = wanted.join(Group.programme)
    wanted = wanted.join(ProjectProgramme, ProjectProgramme.programme_id == Group.programme_id)
    wanted = wanted.where(ProjectProgramme.project_id == project_id)
    wanted = wanted.where(Membership.person_id.in_(list(people)))
    rows = db.session.execute(wanted.order_by(Membership.starts_on, Membership.id))
    return {person: slug for person, slug, levels in rows if levels}


def gaps(of: Count, code: str, gap: str, organisation_id: int | None = None) -> Select[Gap]:
    """Of whom something is not known."""
    wanted = select(Gap).join(Person, Person.id == Gap.person_id).where(
        Gap.count_id == of.id, Gap.code == code, Gap.gap == gap
    )  # fmt: skip
    if organisation_id is not None:
        wanted = wanted.where(Person.organisation_id == organisation_id)
    return wanted.options(joinedload(Gap.person)).order_by(Person.name, Gap.id)
