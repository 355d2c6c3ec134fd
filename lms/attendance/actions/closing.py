"""Closing days: an organisation is closed, and series leave them out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.attendance.models import ClosingDay
from lms.attendance.queries.planning import same_closing_days
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Organisation, Person


def add_closing_days(
    organisation: Organisation, values: Mapping[str, Any], *, by: Person, now: datetime
) -> ClosingDay:
    """From the first to the last day. Sessions that are published already stay. Raises Refused
    where the same days are there already."""
    if same_closing_days(organisation.id, values["first"], values["last"]):
        raise Refused(_("These days are in the list already."))
    made = ClosingDay(organisation_id=organisation.id, **values)
    db.session.add(made)
    record("organisation", organisation.slug, "closing days added", told(made), by=by, now=now)
    return made


def remove_closing_days(
    days: ClosingDay, organisation: Organisation, *, by: Person, now: datetime
) -> None:
    """They are open after all. What was left out because of them stays left out."""
    record("organisation", organisation.slug, "closing days removed", told(days), by=by, now=now)
    db.session.delete(days)


def told(days: ClosingDay) -> dict[str, str]:
    return {"title": days.title, "first": f"{days.first}", "last": f"{days.last}"}
