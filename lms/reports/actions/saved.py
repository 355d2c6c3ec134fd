"""Views are saved, shared and removed; a weekly mail is wanted or not. Nothing here commits."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from lms.db import db
from lms.errors import Refused
from lms.messages.models import Unsubscription
from lms.messages.queries import EVERYTHING
from lms.people.actions import record
from lms.people.models import Person
from lms.reports.models import Digest, SavedView
from lms.reports.queries.saved import MOST
from lms.reports.rules.saved import Address

DIGEST = "reports.digest"  # the kind of its notices


def save(title: str, address: Address, *, is_shared: bool, by: Person, now: datetime) -> SavedView:
    """A page with its filters under a name; shared, it is the organisation's as well."""
    own = select(func.count()).where(SavedView.person_id == by.id)
    if (db.session.scalar(own) or 0) >= MOST:
        raise Refused(_("You have saved 200 views. Remove one that you do not need any more."))
    twin = select(SavedView.id).where(SavedView.person_id == by.id, SavedView.title == title)
    if db.session.scalar(twin.limit(1)):
        raise Refused(_("You have a view of this name already. Give this one another name."))
    view = SavedView(
        person_id=by.id, title=title, address=str(address), is_shared=is_shared,
        organisation_id=by.organisation_id, made_at=now,
    )  # fmt: skip
    db.session.add(view)
    db.session.flush()
    record("view", view.id, "saved", {"shared": is_shared}, by=by, now=now)
    return view


def share(view: SavedView, *, is_shared: bool, by: Person, now: datetime) -> None:
    view.is_shared, view.organisation_id = is_shared, by.organisation_id
    record("view", view.id, "shared" if is_shared else "not shared", by=by, now=now)


def remove(view: SavedView, *, by: Person, now: datetime) -> None:
    record("view", view.id, "removed", by=by, now=now)
    db.session.delete(view)


def want_digest(person: Person, *, wants: bool, now: datetime) -> None:
    """From now on the mail of Monday comes, or does not. Who wants it is not unsubscribed from it
    any more."""
    db.session.execute(delete(Digest).where(Digest.person_id == person.id))
    if wants:
        db.session.add(Digest(person_id=person.id, since=now))
        refused = Unsubscription.kind.in_([DIGEST, EVERYTHING])
        db.session.execute(
            delete(Unsubscription).where(Unsubscription.person_id == person.id, refused)
        )
    record("digest", person.code, "wanted" if wants else "not wanted", by=person, now=now)
