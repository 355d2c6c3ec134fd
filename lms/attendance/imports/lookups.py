"""What the database has of what a file names."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.attendance.models import MakeUp, Mark, Session
from lms.courses.models import Course, Group, Membership, Module, ProgrammeCourse
from lms.tables.lookups import found

WITH_RIGHTS = (
    joinedload(Session.group).joinedload(Group.programme),
    joinedload(Session.course),
    joinedload(Session.module),
    joinedload(Session.trainer),
)


def sessions_by_code(codes: Iterable[str]) -> dict[str, Session]:
    """Sessions, each with its group, programme and course. Nobody marks or seals their registers
    until the file is in, or refused."""
    query = select(Session).options(*WITH_RIGHTS).order_by(Session.id).with_for_update(of=Session)
    return {row[0].code: row[0] for row in found(query, Session.code, list(codes))}


def groups_by_slug(slugs: Iterable[str]) -> dict[str, Group]:
    query = select(Group).options(joinedload(Group.programme))
    return {row[0].slug: row[0] for row in found(query, Group.slug, list(slugs))}


def courses_of(groups: Iterable[Group]) -> dict[int, dict[str, int]]:
    """The courses of the groups' programmes: programme -> slug -> course."""
    courses: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(ProgrammeCourse.programme_id, Course.slug, Course.id).join(Course)
    programmes = [group.programme_id for group in groups]
    for programme, slug, course in found(query, ProgrammeCourse.programme_id, programmes):
        courses[programme][slug] = course
    return courses


def modules_of(courses: Collection[int]) -> dict[tuple[int, str], int]:
    """The modules of courses: (course, slug) -> module."""
    query = select(Module.course_id, Module.slug, Module.id)
    return {(row[0], row[1]): row[2] for row in found(query, Module.course_id, courses)}


def live_marks(sessions: Collection[int]) -> list[Any]:
    """What the registers of these sessions say now."""
    columns = (
        Mark.id,
        Mark.session_id,
        Mark.person_id,
        Mark.kind,
        Mark.came_at,
        Mark.left_at,
        Mark.excused,
        Mark.reason,
        Mark.note,
        Mark.source,
    )
    query = select(*columns).where(Mark.withdrawn_at.is_(None)).order_by(Mark.id)
    return list(found(query, Mark.session_id, sessions))


def spoken_for(sessions: Collection[int]) -> set[int]:
    """The sessions of which somebody has a mark or make-up."""
    marked = select(Mark.session_id).where(Mark.withdrawn_at.is_(None)).distinct()
    made_up = select(MakeUp.session_id).distinct()
    return {row[0] for row in found(marked, Mark.session_id, sessions)} | {
        row[0] for row in found(made_up, MakeUp.session_id, sessions)
    }


def memberships(people: Collection[int]) -> dict[tuple[int, int], list[Any]]:
    """(person, group) -> their memberships there, with starts_on and ends_on."""
    spans: dict[tuple[int, int], list[Any]] = defaultdict(list)
    columns = (Membership.person_id, Membership.group_id, Membership.starts_on, Membership.ends_on)
    for row in found(select(*columns), Membership.person_id, people):
        spans[row.person_id, row.group_id].append(row)
    return spans


def is_guest(spans: dict[tuple[int, int], list[Any]], person_id: int, session: Session) -> bool:
    """Whether no membership of the session's group covers its day (settled point 12)."""
    day = session.day
    return not any(
        span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)
        for span in spans.get((person_id, session.group_id), ())
    )
