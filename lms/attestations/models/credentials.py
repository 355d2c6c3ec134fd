"""What is signed for an attestation, and the public halves of the keys."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attestations.models.attestations import Attestation
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN


class SigningKey(Base):
    """The public half of a key. The private half is a file on the server, never here. A retired key
    signs nothing more; what it signed while it was in use stays good. What a stolen key signed does
    not: nobody can tell when it was used."""

    __tablename__ = "signing_keys"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)  # multibase, "z6Mk..."
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    stolen_at: Mapped[datetime | None]


class Credential(Base):
    """The signed copies of one attestation, made once, on the day on which they were first asked
    for. Erasing the holder removes the row."""

    __tablename__ = "credentials"

    attestation_id: Mapped[int] = mapped_column(ForeignKey("attestations.id"), primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.id"), index=True)
    document: Mapped[str] = mapped_column(  # Open Badges 3.0, JSON with its proof
        Text, **personal(_l("your attestation as a signed badge"), TO_LEARN, Erase.OWN)
    )
    token: Mapped[str] = mapped_column(  # the same as a VC-JWT
        Text, **personal(_l("your attestation as a signed badge"), TO_LEARN, Erase.OWN)
    )
    made_at: Mapped[datetime]

    attestation: Mapped[Attestation] = relationship()
    key: Mapped[SigningKey] = relationship()
