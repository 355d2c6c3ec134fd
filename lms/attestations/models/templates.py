"""How the attestations of an organisation look: each change is a version, the old ones stay."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Organisation, Person

SIGNS = _l("your name and role on the attestations that you sign")


class Template(Base):
    """One version. Words and roles are maps of languages."""

    __tablename__ = "attestation_templates"
    __table_args__ = (UniqueConstraint("organisation_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    version: Mapped[int]
    logo_id: Mapped[str | None] = mapped_column(ForeignKey("files.id"))
    signature_id: Mapped[str | None] = mapped_column(
        ForeignKey("files.id"), **personal(_l("a picture of your signature"), SIGNS, Erase.STAYS)
    )
    signatory: Mapped[str | None] = mapped_column(
        String(200), **personal(SIGNS, TO_PROVE, Erase.STAYS)
    )
    signatory_role: Mapped[dict | None] = mapped_column(**personal(SIGNS, TO_PROVE, Erase.STAYS))
    place: Mapped[str | None] = mapped_column(String(120))
    colour: Mapped[str] = mapped_column(String(7), default="#1d3557")  # "#rrggbb"
    words: Mapped[dict | None]  # a sentence of the organisation's own
    languages: Mapped[list]  # one or two: in which attestations are made
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    organisation: Mapped[Organisation] = relationship()
    made_by: Mapped[Person | None] = relationship()
