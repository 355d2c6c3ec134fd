"""A trainer's own groups, with what is known of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, select

from lms.courses.models import Group
from lms.db import db
from lms.people.models import Person
from lms.reports.queries.kept import kept
from lms.reports.queries.sight import in_sight

MOST = 30


def groups(person: Person, today: date) -> Sequence[Row]:
    """slug, title, people, cannot, needs_make_up, must_attend_all, delivered_minutes, unit_minutes,
    required_units: of each of their groups that goes on, by name."""
    known = kept(*in_sight(person), on=today, today=today)
    tally = known.tallies.c
    wanted = select(
        Group.slug, Group.title, tally.people, tally.cannot, tally.needs_make_up,
        tally.must_attend_all, tally.delivered_minutes, tally.unit_minutes, tally.required_units,
    )  # fmt: skip
    wanted = wanted.select_from(known.tallies).join(Group, Group.id == tally.group_id)
    goes_on = Group.ends_on.is_(None) | (Group.ends_on >= today)
    return db.session.execute(wanted.where(goes_on).order_by(Group.title).limit(MOST)).all()
