"""Attestations: issued once, frozen, revoked with a reason; and every paper made of them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attestations.models.templates import Template
from lms.completion.models import Completion
from lms.courses.models import Group, Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Organisation, Person

NAMED = _l("your name on an attestation")
PROVEN = _l("what an attestation says of you")
SIGNED = _l("which attestations you issued or revoked")


class Attestation(Base):
    """What it says never changes: `facts` (lms/completion/record.py) and the holder's names, with
    a `digest` of both. Erasing the holder empties them; serial, dates and standing stay, and the
    digest of what was signed where the holder wished that it answers: no key alone makes another.
    """

    __tablename__ = "attestations"
    __table_args__ = (
        UniqueConstraint("status_list", "status_index"),
        Index("ix_attestations_group_id_issued_at", "group_id", "issued_at"),
        Index(  # of one completion only one is good at a time
            "uq_attestations_standing",
            "completion_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(String(16), unique=True)  # lms/attestations/serials.py
    completion_id: Mapped[int | None] = mapped_column(  # none: the holder's hours were deleted
        ForeignKey("completions.id"), index=True
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("attestation_templates.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(  # none: the holder was erased
        ForeignKey("people.id"), index=True, **personal(PROVEN, TO_LEARN, Erase.UNLINK)
    )
    holder: Mapped[str | None] = mapped_column(String(200), **personal(NAMED, TO_LEARN))
    holder_native: Mapped[str | None] = mapped_column(String(200), **personal(NAMED, TO_LEARN))
    facts: Mapped[dict | None] = mapped_column(**personal(PROVEN, TO_LEARN))
    digest: Mapped[str] = mapped_column(String(64))
    signed_digest: Mapped[str | None] = mapped_column(String(64))  # of its badge, without proof
    paper_digests: Mapped[list | None]  # of an erased holder's papers: SHA-256, and nothing else
    languages: Mapped[list]  # of its first paper: one or two
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(  # none: the programme says automatic
        ForeignKey("people.id"), **personal(SIGNED, TO_PROVE)
    )
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(SIGNED, TO_PROVE)
    )
    reason: Mapped[str | None] = mapped_column(Text, **personal(_l("why it was revoked"), TO_PROVE))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("attestations.id"), index=True)
    status_list: Mapped[int]  # where the public list of what was revoked keeps it: by chance,
    status_index: Mapped[int]  # so that the place says nothing about the holder
    answers_after_erasure: Mapped[bool | None] = mapped_column(  # the holder's own wish; none: they
        **personal(  # never said it, and then it does not answer
            _l("whether an attestation may still be checked without you"), TO_LEARN, Erase.STAYS
        ),
    )
    erased_at: Mapped[datetime | None]

    completion: Mapped[Completion] = relationship()
    programme: Mapped[Programme] = relationship()
    group: Mapped[Group] = relationship()
    organisation: Mapped[Organisation] = relationship()
    template: Mapped[Template] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    issued_by: Mapped[Person | None] = relationship(foreign_keys=issued_by_id)
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=revoked_by_id)
    replaces: Mapped["Attestation | None"] = relationship(remote_side=id)


class Paper(Base):
    """A PDF of an attestation in one or two languages: kept as it was made, so that the same bytes
    can be given again, and a changed file is known by its hash (the id of the file)."""

    __tablename__ = "attestation_papers"
    __table_args__ = (UniqueConstraint("attestation_id", "languages"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attestation_id: Mapped[int] = mapped_column(ForeignKey("attestations.id"))
    languages: Mapped[str] = mapped_column(String(40))  # "sl", or "sl+ar"
    file_id: Mapped[str] = mapped_column(
        ForeignKey("files.id"), index=True, **personal(PROVEN, TO_LEARN, Erase.OWN)
    )
    made_at: Mapped[datetime]

    attestation: Mapped[Attestation] = relationship()
