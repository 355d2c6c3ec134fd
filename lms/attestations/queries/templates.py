"""How the attestations of an organisation look."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.attestations.models import Template
from lms.courses.models import Programme, ProgrammeCourse
from lms.db import db
from lms.erasing import Leaving
from lms.people.models import Organisation, Person


def organisation(slug: str) -> Organisation | None:
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def template(organisation_id: int) -> Template | None:
    """The newest version; none where nobody has made any."""
    return db.session.scalars(versions(organisation_id).limit(1)).one_or_none()


def newest() -> list[Template]:
    """The newest version of every organisation that has one and in which somebody signs."""
    last = select(func.max(Template.id)).group_by(Template.organisation_id)
    signed = Template.signatory.is_not(None) | Template.signatory_role.is_not(None)
    found = select(Template).where(Template.id.in_(last), signed)
    return list(db.session.scalars(found.order_by(Template.organisation_id)))


def signs(person: Person, *, now: datetime) -> bool:
    """Whether the attestations of an organisation are signed by this person now."""
    names = [person.name, *filter(None, [person.native_name])]
    who = Leaving(person.id, "", person.code, tuple(names), now)
    return any(named(one, who) for one in newest())


def named(template: Template, who: Leaving) -> bool:
    """Whether the name or role of who signs it names who is erased."""
    said = [template.signatory, template.signatory_role]
    return who.without_deep(said) != said


def versions(organisation_id: int) -> Select[Template]:
    """All versions, the newest first."""
    found = select(Template).where(Template.organisation_id == organisation_id)
    return found.options(joinedload(Template.made_by)).order_by(Template.version.desc())


def lock(organisation: Organisation) -> None:
    """Of two who save at once, the second makes the next version."""
    one = select(Organisation.id).where(Organisation.id == organisation.id)
    db.session.execute(one.with_for_update(key_share=True)).all()


def sample_programme(organisation_id: int) -> Programme | None:
    """A programme of the organisation, to show how its attestations look."""
    found = select(Programme).where(Programme.organisation_id == organisation_id)
    found = found.options(selectinload(Programme.courses).joinedload(ProgrammeCourse.course))
    newest = found.order_by(Programme.retired_at.is_not(None), Programme.id.desc())
    return db.session.scalars(newest.limit(1)).one_or_none()
