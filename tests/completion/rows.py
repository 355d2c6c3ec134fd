"""The base of the worked examples as rows: 60 units of 45 minutes in two courses, 16 sessions.

For each course seven sessions of 180 net minutes and one of 90, in turn, from 3 January 2022. The
cast's Lea is in it; everyone else who is needed is put there with `cast.enrol`.
"""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

from lms import clock
from lms.attendance.models import Kind, MakeUp, Mark, Status
from lms.completion.queries import figures, memory
from lms.courses.models import Group
from lms.db import db
from tests import cast
from tests.cast import NOW, ZONE

START = date(2022, 1, 3)
LATER = date(2022, 6, 30)


def base(world, **policy) -> SimpleNamespace:
    """The programme, its group and its sessions; `policy` in place of the base's own keys."""
    rules = {"threshold": "80%", "make_up_cap": "10%"} | policy
    programme = cast.programme(
        "base", "Sixty hours", world.centre, 60, [(world.digital, 30), (world.slovene, 30)],
        rules=rules,
    )  # fmt: skip
    group = new_group(world, programme, "base-a", world.tara)
    made = [one_of(group, number, world) for number in range(16)]
    db.session.add_all([cast.enrol(world.lea, group, START), *made])
    db.session.commit()
    return SimpleNamespace(programme=programme, group=group, sessions=made)


def new_group(world, programme, slug, *trainers) -> Group:
    group = Group(
        slug=slug, title=f"Group {slug}", trainers=list(trainers), organisation=world.centre,
        zone=ZONE, programme=programme,
    )  # fmt: skip
    db.session.add(group)
    db.session.flush()
    return group


def one_of(group, number, world, **values):
    """The session of that number: courses in turn, the last of each is the short one."""
    course = world.slovene if number % 2 else world.digital
    short = {"ends": time(18, 30), "breaks": []} if number >= 14 else {}
    day = START + timedelta(days=2 * number)
    return cast.session(group, f"{group.slug}-{number:02}", day, course, **(short | values))


def moment(session, wall):
    return datetime.fromtimestamp(session.at(time.fromisoformat(wall)), UTC)


def there(who, *sessions, came=None, left=None):
    """Presences, from start to end where no time is given."""
    for session in sessions:
        start, end = (datetime.fromtimestamp(at, UTC) for at in session.span)
        db.session.add(
            Mark(
                session=session,
                person=who,
                kind=Kind.PRESENCE,
                recorded_at=NOW,
                came_at=moment(session, came) if came else start,
                left_at=moment(session, left) if left else end,
            )
        )
    db.session.commit()


def away(who, *sessions, excused=False, reason=None):
    """Absences."""
    for session in sessions:
        db.session.add(
            Mark(
                session=session,
                person=who,
                kind=Kind.ABSENCE,
                excused=excused,
                reason=reason,
                recorded_at=NOW,
            )
        )
    db.session.commit()


def made_up(who, session, minutes, by=None):
    db.session.add(
        MakeUp(
            session=session,
            person_id=who.id,
            minutes=minutes,
            note=f"{minutes}",
            approved_by=by,
            recorded_at=NOW,
        )
    )
    db.session.commit()


def to_come(*sessions):
    """They were not held yet."""
    for session in sessions:
        session.status = Status.PLANNED
    db.session.commit()


def stands(who, group, on=None):
    """A person's standing in a group, computed anew."""
    memory.clear()
    day = on or clock.today(ZONE)
    return figures([group], day)[group.id].people[who.id].standing
