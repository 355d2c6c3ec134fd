"""Persons and their organisations."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people import names

TO_FIND = _l("to find you, and to call you by your name")
ONLY_YOU = _l("so that only you can sign in as you")
TO_LEARN = _l("to plan your learning, and to prove it to you and to the funder")
TO_TEACH = _l("so that learners know who teaches, and you find your sessions")
TO_PROVE = _l("so that it can be shown later who changed what")


class Role(StrEnum):
    """What a person is here for. (An administrator sees every organisation.)"""

    LEARNER = "learner"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


STAFF = (Role.TRAINER, Role.COORDINATOR, Role.ADMINISTRATOR)


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str | None] = mapped_column(String(2))  # ISO 3166-1: "SI"
    kind: Mapped[str | None] = mapped_column(String(40))  # city, region, network, ...
    # names it also had: [{"name", "since", "until", "source"}], the last three where known
    aliases: Mapped[list | None] = mapped_column(JSON(none_as_null=True))


def searchable(context: Any) -> str:
    """What the search looks through, for a row that is being inserted."""
    return names.searchable(context.get_current_parameters())


class Person(Base):
    """Somebody who learns, teaches or coordinates. `code` names them in every file."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_organisation_id_search", "organisation_id", "search"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(
        String(40),
        unique=True,
        **personal(_l("your code"), _l("to name you in lists and files"), Erase.OWN),
    )
    name: Mapped[str] = mapped_column(String(200), **personal(_l("your name"), TO_FIND, Erase.OWN))
    native_name: Mapped[str | None] = mapped_column(
        String(200), **personal(_l("your name in your own script"), TO_FIND, Erase.OWN)
    )
    language: Mapped[str | None] = mapped_column(
        String(20), **personal(_l("your language"), _l("to speak to you in it"), Erase.OWN)
    )
    email: Mapped[str | None] = mapped_column(
        String(254),
        unique=True,
        **personal(_l("your e-mail address"), _l("to sign in, and to write to you"), Erase.OWN),
    )
    email_bounced_at: Mapped[datetime | None] = mapped_column(
        **personal(
            _l("that mail to your address came back"), _l("to reach you another way"), Erase.OWN
        )
    )
    email_bounce: Mapped[str | None] = mapped_column(  # what the mail server said
        String(300),
        **personal(
            _l("that mail to your address came back"), _l("to reach you another way"), Erase.OWN
        ),
    )
    phone: Mapped[str | None] = mapped_column(
        String(40),
        **personal(_l("your phone number"), _l("to call you when a session changes"), Erase.OWN),
    )
    gender: Mapped[str | None] = mapped_column(
        String(1),
        **personal(
            _l("your gender"), _l("to count people for the funder, without names"), Erase.OWN
        ),
    )
    birth_date: Mapped[date | None] = mapped_column(
        **personal(
            _l("your date of birth"), _l("to count people for the funder, without names"), Erase.OWN
        )
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"),
        **personal(
            _l("your organisation"), _l("so that only its own staff can open your page"), Erase.OWN
        ),
    )
    role: Mapped[str] = mapped_column(
        String(20),
        default=Role.LEARNER,
        **personal(_l("your role"), _l("to decide what you may see and do here"), Erase.OWN),
    )
    search: Mapped[str] = mapped_column(
        String(names.LONGEST),
        default=searchable,
        **personal(_l("your name, e-mail and code"), TO_FIND, Erase.OWN),
    )
    password_hash: Mapped[str | None] = mapped_column(
        String(200),
        **personal(_l("your password, in a form that nobody can read"), ONLY_YOU, Erase.OWN),
    )
    card_code: Mapped[str | None] = mapped_column(
        String(12), unique=True, **personal(_l("the code on your card"), ONLY_YOU, Erase.OWN)
    )
    pin_hash: Mapped[str | None] = mapped_column(
        String(200), **personal(_l("your PIN, in a form that nobody can read"), ONLY_YOU, Erase.OWN)
    )
    sign_in_version: Mapped[int] = mapped_column(default=1)  # a new one signs out everywhere
    erased_at: Mapped[datetime | None]  # from then on there is a code, and nobody

    organisation: Mapped[Organisation | None] = relationship()

    # What flask-login asks of a person. (To its UserMixin, two unsaved people are equal.)
    is_authenticated = is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.id}:{self.sign_in_version}"

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


@event.listens_for(Person, "before_update")
def keep_searchable(_mapper: Any, _connection: Any, person: Person) -> None:
    person.search = names.searchable(vars(person) | {"code": person.code, "name": person.name})


class FailedSignIn(Base):
    """A wrong password or PIN, counted per door (a card's code or an e-mail address, of
    which only a keyed digest is kept)."""

    __tablename__ = "failed_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(
        String(260),
        **personal(
            _l("a wrong password, PIN or check-in code, for one day"),
            _l("to slow down who tries to guess it"),
            Erase.OWN,
        ),
    )
    at: Mapped[datetime]

    __table_args__ = (Index("ix_failed_sign_ins_door_at", "door", "at"),)


class Change(Base):
    """Who changed which record, when, and what it said before and after. Only added to."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(  # none: the command line
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )
    noun: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    verb: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict | None] = mapped_column(
        **personal(_l("what was changed about you, before and after"), TO_PROVE, Erase.SCRUB)
    )

    by: Mapped[Person | None] = relationship()

    __table_args__ = (Index("ix_changes_noun_key", "noun", "key"),)
