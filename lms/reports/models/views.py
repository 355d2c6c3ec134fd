"""What people keep of dashboards for themselves: saved views, weekly mails, rows put off."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person

VIEWS = _l("the views of figures that you saved")
TO_RETURN = _l("so that you find again what you looked at")
PUT_OFF = _l("why somebody of your centre waits before they contact you")
TO_HELP = _l("so that nobody who needs help is forgotten")


class SavedView(Base):
    """A page with its filters, under a name. Shared, everybody in the organisation opens it, each
    with what they may see themselves."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(VIEWS, TO_RETURN, Erase.ROW)
    )
    title: Mapped[str] = mapped_column(String(120), **personal(VIEWS, TO_RETURN))
    address: Mapped[str] = mapped_column(  # "/charts?programme=base": a path and its filters
        String(2000), **personal(VIEWS, TO_RETURN)
    )
    is_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class Digest(Base):
    """Somebody wants the mail of Monday morning: who needs them, and their saved views."""

    __tablename__ = "digests"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("that you want a weekly mail"), TO_RETURN, Erase.ROW),
    )
    since: Mapped[datetime]

    person: Mapped[Person] = relationship()


class PutOff(Base):
    """A row of "who needs me today" that is not to be shown until a day: who said so, and why.

    It is about a person in a group, or about a session of it, or about the group. What begins anew
    after it is shown all the same (lms.reports.queries.today).
    """

    __tablename__ = "put_off"
    __table_args__ = (Index("ix_put_off_group_id_kind", "group_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)  # one for each row of the page
    kind: Mapped[str] = mapped_column(String(20))  # lms.reports.rules.needs.Need
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(PUT_OFF, TO_HELP, Erase.ROW)
    )
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    until: Mapped[date | None]  # shown again on this day; none: it is done
    reason: Mapped[str] = mapped_column(Text, **personal(PUT_OFF, TO_HELP))
    on: Mapped[date]  # the day on which it was said
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True,
        **personal(_l("what you changed here, and when"), TO_PROVE),
    )  # fmt: skip

    group: Mapped[Group] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    by: Mapped[Person] = relationship(foreign_keys=by_id)
