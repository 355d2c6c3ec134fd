"""What evidence asks of the database, for all sessions of a group from one day to another.

Each statement is built once; its values (`group`, `first`, `last`) are bound.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from lms.attendance.models import (
    Amendment,
    CheckIn,
    Kind,
    Link,
    MakeUp,
    MakeUpOffer,
    Mark,
    Mode,
    Session,
    SignUp,
    SignUpState,
    Status,
    Way,
)
from lms.attendance.rules.offers import INSTEAD
from lms.courses.models import Group, Membership
from lms.courses.queries import covers
from lms.evidence.models import ListState, MeetingList, Scan, Signature
from lms.files import File
from lms.people.models import Person

GROUP: Any = bindparam("group")
HERE = (Session.group_id == GROUP) & Session.day.between(
    bindparam("first", type_=Session.day.type), bindparam("last", type_=Session.day.type)
)
IN_ORDER = Session.day, Session.starts, Session.code
BY_THEMSELVES = (Way.SQUARE, Way.CODE)  # a trainer who scans a card proves as much as a mark
Recorder, Other, Second = aliased(Person), aliased(Session), aliased(Person)
Offering, Answering, Settling = aliased(Person), aliased(Person), aliased(Person)
Here = aliased(Session)


@cache
def sessions() -> Select[Session]:
    parts = (Session.course, Session.module, Session.trainer, Session.substitute)
    wanted = select(Session).where(HERE).order_by(*IN_ORDER)
    return wanted.options(*(joinedload(part) for part in parts))


@cache
def people() -> Select:
    """Session -> members of its day, everyone with a live mark, and who has booked a place there;
    `member` is 1 or 0."""
    on_the_day = (Membership.group_id == Session.group_id) & covers(Session.day)  # type: ignore[arg-type]
    members = select(Session.id.label("session"), Membership.person_id.label("person"))
    members = members.add_columns(literal(1).label("member")).join(Membership, on_the_day)
    marked = select(Session.id, Mark.person_id, literal(0))
    marked = marked.join(Mark, (Mark.session_id == Session.id) & Mark.withdrawn_at.is_(None))
    booked = select(Session.id, SignUp.person_id, literal(0)).join(
        SignUp, (SignUp.session_id == Session.id) & (SignUp.state == SignUpState.BOOKED)
    )
    every = union_all(*(part.where(HERE) for part in (members, marked, booked))).subquery()
    member = func.max(every.c.member).label("is_member")
    return (
        select(every.c.session, Person.id, Person.code, Person.name, Person.native_name, member)
        .join(Person, Person.id == every.c.person)
        .group_by(every.c.session, Person.id, Person.code, Person.name, Person.native_name)
        .order_by(member.desc(), Person.name, Person.code)
    )


@cache
def marks() -> Select:
    """Every live mark, in the order in which they were made."""
    return (
        select(
            Mark.id.label("mark_id"), Mark.session_id, Mark.person_id, Mark.kind, Mark.came_at,
            Mark.left_at, Mark.excused, Mark.reason, Mark.note, Mark.source, Mark.recorder_id,
            Mark.recorded_at, Recorder.name.label("recorder"), Recorder.code.label("recorder_code"),
        )
        .join(Mark.session)
        .outerjoin(Recorder, Recorder.id == Mark.recorder_id)
        .where(HERE, Mark.withdrawn_at.is_(None))
        .order_by(Mark.id)
    )  # fmt: skip


@cache
def nearby() -> Select:
    """The presences at any on-site session of those who are marked present here, from the day
    before the first (`before`) to the day after the last (`after`)."""
    present = select(Mark.person_id).join(Here, Here.id == Mark.session_id)
    days = Here.day.between(
        bindparam("first", type_=Session.day.type), bindparam("last", type_=Session.day.type)
    )
    live = Mark.withdrawn_at.is_(None), Mark.kind == Kind.PRESENCE
    present = present.where(Here.group_id == GROUP, days, Here.mode == Mode.ONSITE, *live)
    near = Other.day.between(
        bindparam("before", type_=Session.day.type), bindparam("after", type_=Session.day.type)
    )
    return (
        select(
            Mark.session_id, Mark.person_id, Mark.came_at, Mark.left_at,
            Group.title.label("other_group"), Other.day, Other.starts, Other.ends, Other.zone,
        )
        .join(Other, Other.id == Mark.session_id)
        .join(Group, Group.id == Other.group_id)
        .where(Mark.person_id.in_(present), *live)
        .where(near, Other.mode == Mode.ONSITE, Other.status == Status.HELD)
        .order_by(Mark.id)
    )  # fmt: skip


@cache
def signatures() -> Select:
    """Who signed, and whether a scan of that sheet is here."""
    scan = select(Scan.id).where(Scan.sheet_id == Signature.sheet_id, Scan.withdrawn_at.is_(None))
    return (
        select(Signature.session_id, Signature.person_id, scan.exists().label("scanned"))
        .join(Session, Session.id == Signature.session_id)
        .where(HERE, Signature.withdrawn_at.is_(None))
    )


@cache
def check_ins() -> Select:
    """Who checked in at a session, or out, with their own hands."""
    own = or_(CheckIn.by_id.is_(None), CheckIn.by_id == CheckIn.person_id)
    mine = select(CheckIn.session_id, CheckIn.person_id).join(CheckIn.session)
    return mine.where(HERE, own, CheckIn.way.in_(BY_THEMSELVES)).distinct()


@cache
def lists() -> Select:
    """The lists of online meetings that are in use."""
    columns = MeetingList.session_id, MeetingList.file_id, MeetingList.file_name, File.kind
    used = select(*columns, File.size).join(MeetingList.session).join(MeetingList.file)
    return used.where(HERE, MeetingList.state == ListState.USED).order_by(MeetingList.id)


@cache
def scans() -> Select:
    """The scans that were not withdrawn."""
    columns = Scan.session_id, Scan.file_id, Scan.file_name, File.kind, File.size
    live = select(*columns).join(Scan.session).join(Scan.file)
    return live.where(HERE, Scan.withdrawn_at.is_(None)).order_by(Scan.id)


@cache
def amendments() -> Select[Amendment]:
    """Every correction that was asked for, whatever became of it."""
    asked = select(Amendment).join(Amendment.session).where(HERE).order_by(Amendment.id)
    named = (Amendment.person, Amendment.asked_by, Amendment.settled_by)
    return asked.options(*(joinedload(part) for part in named))


@cache
def links() -> Select[Link]:
    """The links of the group's chain about these sessions."""
    ours = select(Link).join(Link.session).where(HERE, Link.group_id == GROUP)
    return ours.order_by(Link.number).options(joinedload(Link.made_by))


@cache
def make_ups() -> Select:
    """Approved make-up for what was missed in these sessions."""
    return (
        select(
            Session.code.label("session_code"), Session.day, Person.code, Person.name,
            MakeUp.minutes, Second.code.label("approved_by"), MakeUp.note, MakeUp.recorded_at,
        )
        .join(MakeUp.session)
        .join(Person, Person.id == MakeUp.person_id)
        .outerjoin(Second, Second.id == MakeUp.approved_by_id)
        .where(HERE)
        .order_by(*IN_ORDER, Person.code, MakeUp.id)
    )  # fmt: skip


@cache
def offers() -> Select:
    """What was offered to make up for these sessions, and may count: not what was declined or taken
    back. With the session that is attended instead, whatever group it is of."""
    return (
        select(
            MakeUpOffer.person_id, MakeUpOffer.kind, MakeUpOffer.to_session_id, MakeUpOffer.task,
            MakeUpOffer.minutes, MakeUpOffer.state, MakeUpOffer.offered_at,
            MakeUpOffer.answered_at, MakeUpOffer.settled_at,
            Session.code.label("session_code"), Session.day, Person.code, Person.name,
            Other.code.label("to_code"), Other.day.label("to_day"), Other.zone.label("to_zone"),
            Other.status.label("to_status"), Group.slug.label("to_group"),
            Offering.code.label("offered_by"), Answering.code.label("answered_by"),
            Settling.code.label("settled_by"), MakeUp.minutes.label("approved"),
        )
        .join(Session, Session.id == MakeUpOffer.session_id)
        .join(Person, Person.id == MakeUpOffer.person_id)
        .outerjoin(Other, Other.id == MakeUpOffer.to_session_id)
        .outerjoin(Group, Group.id == Other.group_id)
        .outerjoin(Offering, Offering.id == MakeUpOffer.offered_by_id)
        .outerjoin(Answering, Answering.id == MakeUpOffer.answered_by_id)
        .outerjoin(Settling, Settling.id == MakeUpOffer.settled_by_id)
        .outerjoin(MakeUp, MakeUp.id == MakeUpOffer.make_up_id)
        .where(HERE, MakeUpOffer.state.in_(INSTEAD))
        .order_by(*IN_ORDER, Person.code, MakeUpOffer.id)
    )  # fmt: skip


@cache
def instead() -> Select:
    """The presences at the sessions that those offers lead to, of whom they were made to."""
    return (
        select(Mark.session_id, Mark.person_id, Mark.came_at, Mark.left_at)
        .join(
            MakeUpOffer,
            (MakeUpOffer.to_session_id == Mark.session_id)
            & (MakeUpOffer.person_id == Mark.person_id),
        )
        .join(Session, Session.id == MakeUpOffer.session_id)
        .where(HERE, MakeUpOffer.state.in_(INSTEAD))
        .where(Mark.withdrawn_at.is_(None), Mark.kind == Kind.PRESENCE)
        .distinct()
        .order_by(Mark.came_at, Mark.left_at)
    )


@cache
def moved() -> Select:
    """Old slot -> the code of the session that took its place."""
    return (
        select(Here.id, Session.code)
        .join(Here, Here.id == Session.moved_from_id)
        .where(Here.group_id == GROUP)
        .order_by(Session.id)
    )
