"""The keys of this installation: public halves in the database, private ones in files."""

from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.attestations.models import Credential, SigningKey
from lms.config import setting
from lms.credentials import keys
from lms.db import db
from lms.errors import Refused


def every() -> list[SigningKey]:
    """All keys there ever were, the newest first."""
    newest = SigningKey.made_at.desc(), SigningKey.id
    return list(db.session.scalars(select(SigningKey).order_by(*newest)))


def current() -> SigningKey | None:
    """The key that signs now: the newest that is not retired."""
    return next((key for key in every() if key.retired_at is None), None)


def published() -> list[str]:
    """The ids of all keys whose signatures stay good, retired ones too; none that was stolen."""
    return [key.id for key in every() if key.stolen_at is None]


def signed_with(key_id: str) -> int:
    """How many badges are signed with a key."""
    asked = select(func.count()).select_from(Credential).where(Credential.key_id == key_id)
    return db.session.scalar(asked) or 0


def file_of(key_id: str) -> Path:
    """Where the private half of a key lies."""
    return Path(setting("KEYS")) / f"{key_id}.pem"


def signer() -> keys.Signer | None:
    """Who signs here now; None where no key was made. Raises Refused where its file is not there,
    or cannot be read."""
    key = current()
    if key is None:
        return None
    try:
        private = keys.from_pem(file_of(key.id).read_bytes(), setting("KEY_PASSPHRASE"))
    except OSError:
        raise Refused(
            _("The private key %(key)s is not there. Look at LMS_KEYS.", key=key.id)
        ) from None
    except keys.BadKey:
        raise Refused(
            _("The private key %(key)s cannot be read. Look at LMS_KEY_PASSPHRASE.", key=key.id)
        ) from None
    made = keys.signer(private, setting("ADDRESS"))
    if made.key_id != key.id:
        raise Refused(_("The file of the key %(key)s holds another key.", key=key.id))
    return made


def issuer_did() -> str | None:
    """By which name this installation signs: its address where that is reached by https, else its
    newest key; None without any."""
    if at_home := keys.did_web(setting("ADDRESS")):
        return at_home
    key = current()
    return keys.did_key(key.id) if key else None


def issuers() -> frozenset[str]:
    """Every name by which this installation signs, or signed."""
    at_home = keys.did_web(setting("ADDRESS"))
    return frozenset([keys.did_key(key.id) for key in every()] + ([at_home] if at_home else []))


def trouble() -> str:
    """What is wrong with the key that signs now, in words; empty where nothing is. Where badges
    were issued one must sign, or nobody can find out what was revoked."""
    key = current()
    if key is None and db.session.scalar(select(Credential.attestation_id).limit(1)) is not None:
        return _("Badges were issued, and no key signs the list of what was revoked. Run: lms "
                 "credential keys make")  # fmt: skip
    try:
        signer()
    except Refused as refusal:
        return str(refusal)
    if key and file_of(key.id).stat().st_mode & 0o077:
        return _("Others can read the key %(key)s. Run: chmod 600 on its file.", key=key.id)
    return ""
