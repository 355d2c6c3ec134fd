"""Counts the changes on which a group's figures depend."""

from collections.abc import Collection

from sqlalchemy import or_, select, update

from lms.courses.models import Group, Membership, ProgrammeCourse
from lms.db import db


def touch(
    *,
    groups: Collection[int] = (),
    people: Collection[int] = (),
    programmes: Collection[int] = (),
    courses: Collection[int] = (),
) -> None:
    """Adds one to the revision of every group that is meant: those of these ids, those of which one
    of these people is or was a member, those of these programmes, those whose programme has one of
    these courses. One statement, or none where nothing is named.

    Call it in every action that changes marks, sessions, make-up, memberships, lessons done,
    confirmations, results, policies or content: whoever keeps figures looks at the revision.
    """
    of_people = select(Membership.group_id).where(Membership.person_id.in_(list(people)))
    with_course = select(ProgrammeCourse.programme_id).where(
        ProgrammeCourse.course_id.in_(list(courses))
    )
    meant = [
        condition
        for named, condition in (
            (groups, Group.id.in_(list(groups))),
            (people, Group.id.in_(of_people)),
            (programmes, Group.programme_id.in_(list(programmes))),
            (courses, Group.programme_id.in_(with_course)),
        )
        if named
    ]
    if not meant:
        return
    # locked in one order, so that two changes at once never wait for each other
    ordered = select(Group.id).where(or_(*meant)).order_by(Group.id).with_for_update()
    change = update(Group).where(Group.id.in_(ordered)).values(revision=Group.revision + 1)
    db.session.execute(change, execution_options={"synchronize_session": "fetch"})
