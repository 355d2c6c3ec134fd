"""Attestations: one, a group's, an organisation's, a person's."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.attestations import serials
from lms.attestations.models import Attestation, Paper, Run
from lms.completion.models import Completion, CompletionState
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people import queries as people
from lms.people.models import Organisation, Person
from lms.ways import Who

NEWEST = 2  # attestations on somebody's first page


def attestation(serial: str) -> Attestation | None:
    """The attestation with all that tells who may open it, and what its page shows. One query."""
    return db.session.scalars(wanted().where(Attestation.serial == serial)).one_or_none()


def wanted() -> Select[Attestation]:
    group = joinedload(Attestation.group)
    return select(Attestation).options(
        group.joinedload(Group.programme).joinedload(Programme.organisation),
        group.joinedload(Group.organisation),
        joinedload(Attestation.completion),
        joinedload(Attestation.organisation),
        joinedload(Attestation.template),
        joinedload(Attestation.person),
        joinedload(Attestation.issued_by),
        joinedload(Attestation.revoked_by),
        joinedload(Attestation.replaces),
    )


def listed() -> Select[Attestation]:
    newest = Attestation.issued_at.desc(), Attestation.id.desc()
    shown = (
        Attestation.group, Attestation.programme, Attestation.person, Attestation.issued_by,
        Attestation.replaces,
    )  # fmt: skip
    return select(Attestation).options(*map(joinedload, shown)).order_by(*newest)


def of_group(group: Group) -> Select[Attestation]:
    """All that were issued in a group, the newest first: also those that were revoked."""
    return listed().where(Attestation.group_id == group.id)


def of_organisation(organisation: Organisation, words: str = "") -> Select[Attestation]:
    """All that an organisation issued, the newest first: also those that were revoked. `words`: a
    serial however it is typed, also four signs or more of it, or a part of a name or of the title
    of a group."""
    found = listed().where(Attestation.organisation_id == organisation.id)
    if not words.strip():
        return found
    like = f"%{escaped(words.strip())}%"
    signs = serials.part(words)
    within = (
        Attestation.serial.contains(signs) if signs else false(),
        Attestation.holder.ilike(like, escape="!"),
        Attestation.holder_native.ilike(like, escape="!"),
        Attestation.group.has(Group.title.ilike(like, escape="!")),
    )
    return found.where(or_(*within))


def escaped(words: str) -> str:
    """For LIKE, in which these signs mean something."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def of_person(person: Person) -> Select[Attestation]:
    """All of a holder, the newest first: also those that were revoked."""
    return listed().where(Attestation.person_id == person.id)


def newest(who: Who) -> Select | None:
    """What a learner was issued lately and was not revoked, the newest first: id, serial, title of
    the programme, issued_at."""
    if who.is_staff:
        return None
    rows = select(Attestation.id, Attestation.serial, Programme.title, Attestation.issued_at)
    rows = rows.join(Attestation.programme).where(
        Attestation.person_id == who.id, is_standing(), Attestation.issued_at > who.lately
    )
    return rows.order_by(Attestation.issued_at.desc(), Attestation.id.desc()).limit(NEWEST)


def is_standing() -> ColumnElement[bool]:
    """Of attestations: not revoked."""
    return Attestation.revoked_at.is_(None)


def papers_of(attestation: Attestation) -> list[Paper]:
    """Its papers, the first one first."""
    found = select(Paper).where(Paper.attestation_id == attestation.id)
    return list(db.session.scalars(found.order_by(Paper.made_at, Paper.id)))


def paper(attestation_id: int, languages: str) -> Paper | None:
    """Its paper in these languages: "sl+ar"."""
    one = Paper.attestation_id == attestation_id, Paper.languages == languages
    return db.session.scalars(select(Paper).where(*one)).one_or_none()


def standing_of(completion_id: int) -> Attestation | None:
    """The attestation of a completion that is not revoked; there is at most one."""
    stands = Attestation.completion_id == completion_id, Attestation.revoked_at.is_(None)
    found = select(Attestation).where(*stands).options(joinedload(Attestation.issued_by))
    return db.session.scalars(found).one_or_none()


def standing_on(completions: Collection[int]) -> dict[int, str]:
    """The serials of the attestations of these completions that are not revoked. One query."""
    stands = Attestation.completion_id.in_(completions), Attestation.revoked_at.is_(None)
    found = select(Attestation.completion_id, Attestation.serial).where(*stands)
    return {row.completion_id: row.serial for row in db.session.execute(found)}


def replacing(attestation_id: int) -> Attestation | None:
    """What was issued in place of an attestation."""
    found = select(Attestation).where(Attestation.replaces_id == attestation_id)
    return db.session.scalars(found.order_by(Attestation.id.desc()).limit(1)).one_or_none()


def confirmed_for(attestation: Attestation) -> Completion | None:
    """The confirmed completion of the same enrolment: the same one, or the one after it was taken
    back."""
    if attestation.completion.state == CompletionState.CONFIRMED:
        return attestation.completion
    again = (
        Completion.enrolment_id == attestation.completion.enrolment_id,
        Completion.state == CompletionState.CONFIRMED,
    )
    return db.session.scalars(select(Completion).where(*again)).one_or_none()


def without_a_new_one(completion: Completion) -> Attestation | None:
    """The newest attestation of the same enrolment, which was revoked, and in whose place nothing
    came."""
    newer = aliased(Attestation)
    old = (
        Completion.enrolment_id == completion.enrolment_id,
        Attestation.revoked_at.is_not(None),
        ~exists().where(newer.replaces_id == Attestation.id),
    )
    found = select(Attestation).join(Completion, Completion.id == Attestation.completion_id)
    return db.session.scalars(found.where(*old).order_by(Attestation.id.desc()).limit(1)).first()


def issuable(group: Group) -> Select[Completion]:
    """The confirmed completions of a group without an attestation that stands, by name;
    of nobody who was erased."""
    stands = exists().where(
        Attestation.completion_id == Completion.id, Attestation.revoked_at.is_(None)
    )
    open_ = (
        Completion.group_id == group.id, Completion.state == CompletionState.CONFIRMED, ~stands,
        Person.erased_at.is_(None),
    )  # fmt: skip
    found = select(Completion).join(Person, Person.id == Completion.person_id).where(*open_)
    return found.options(joinedload(Completion.person)).order_by(Person.name, Completion.id)


def how_many_wait(group: Group) -> int:
    """How many attestations of a group could be issued."""
    waiting = select(func.count()).select_from(issuable(group).order_by(None).subquery())
    return db.session.scalar(waiting) or 0


def lock(completion_id: int | None) -> bool:
    """Of two who issue, revoke or sign at once, the second sees what the first has done; and the
    holder is not erased until the commit. Whether their data are still there. None: of a tombstone,
    whose hours are gone."""
    of = select(Completion.person_id).where(Completion.id == completion_id)
    people_ids = db.session.scalars(of).all()
    here = people.hold(people_ids)
    rows = select(Completion).where(Completion.id == completion_id)
    rows = rows.options(joinedload(Completion.person, innerjoin=True))
    rows = rows.with_for_update(of=Completion).execution_options(populate_existing=True)
    return db.session.scalars(rows).one_or_none() is not None and bool(here)


def lock_of(attestation: Attestation) -> None:
    """The same of an attestation; it is read again, as the database has it now."""
    lock(attestation.completion_id)
    db.session.refresh(attestation)


def newest_list() -> tuple[int, int]:
    """The number of the newest public list of what was revoked, and how many places are taken."""
    number = db.session.scalar(select(func.max(Attestation.status_list))) or 1
    taken = select(func.count()).where(Attestation.status_list == number)
    return number, db.session.scalar(taken) or 0


def is_taken(number: int, index: int) -> bool:
    one = Attestation.status_list == number, Attestation.status_index == index
    return bool(db.session.scalar(select(exists().where(*one))))


def all_of(person_id: int) -> list[Attestation]:
    found = select(Attestation).where(Attestation.person_id == person_id)
    return list(db.session.scalars(found.order_by(Attestation.id)))


def files_of(attestation_id: int) -> list[str]:
    found = select(Paper.file_id).where(Paper.attestation_id == attestation_id)
    return list(db.session.scalars(found))


def runs_with(person_id: int) -> list[tuple[Run, set[int]]]:
    """The runs whose file of all papers has one of this person in it, or that say why not."""
    mine = select(Completion.id).where(Completion.person_id == person_id)
    groups = select(Completion.group_id).where(Completion.person_id == person_id)
    kept = select(Run).where(Run.group_id.in_(groups))
    ids = set(db.session.scalars(mine))
    return [
        (run, ids)
        for run in db.session.scalars(kept.order_by(Run.id))
        if ids & set(run.completions)
    ]
