"""Sessions and people that a file names, and whether it may."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.attendance.imports import lookups
from lms.attendance.models import Session
from lms.courses.imports import enrolled, known_people, may_name
from lms.courses.rules import coordinates_group
from lms.people.models import Person
from lms.tables import Row


@dataclass(slots=True)
class Named:
    """What the database has of what a file names: by code, and by (person, programme or group)."""

    sessions: dict[str, Session]
    people: dict[str, Any]
    enrolments: dict[tuple[int, int], Any]
    memberships: dict[tuple[int, int], list[Any]]

    @classmethod
    def of(cls, sessions: Collection[str], people: Collection[str]) -> "Named":
        found = known_people(people)
        ids = [person.id for person in found.values()]
        enrolments = enrolled(ids)
        return cls(lookups.sessions_by_code(sessions), found, enrolments, lookups.memberships(ids))

    def check(self, row: Row, session_code: str, person_code: str, by: Person | None) -> None:
        """Session and person are there, and a file of `by` may name them; else the row is wrong."""
        session, person = self.sessions.get(session_code), self.people.get(person_code)
        if session_code and not session:
            row.wrong("session_code", _("There is no session of this code. Import sessions first."))
        elif session and by and not coordinates_group(by, session.group):
            row.wrong("session_code", _("This session is not your organisation's."))
        elif person and session and not self.in_reach(by, person, session):
            row.wrong("person_code", _("This person is not of your organisation or programme."))
        if person_code and not person:
            row.wrong("person_code", _("There is no person with this code. Import people first."))

    def in_reach(self, by: Person | None, person: Any, session: Session) -> bool:
        return may_name(by, person, session.group.programme_id, self.enrolments)
