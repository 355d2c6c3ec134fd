"""Making and retiring the keys that sign credentials."""

import os
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import delete

from lms.attestations.models import Credential, SigningKey
from lms.attestations.queries import keys as queries
from lms.config import setting
from lms.credentials import keys
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record


def make(*, now: datetime) -> SigningKey:
    """A new key, which signs from now on; the one before signs no more once it is retired. Its
    private half is written into LMS_KEYS, for this user alone. Raises Refused."""
    private = keys.new()
    key = SigningKey(id=keys.id_of(private.public_key()), made_at=now)
    write(queries.file_of(key.id), keys.as_pem(private, setting("KEY_PASSPHRASE")))
    db.session.add(key)
    db.session.flush()
    record("key", key.id, "made", by=None, now=now)
    return key


def write(path: Path, content: bytes) -> None:
    """A new file that only this user can read, whole and on the disk. Raises Refused."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Refused(
            _("The key cannot be written to %(path)s: %(why)s", path=path, why=error.strerror)
        ) from None


def retire(key_id: str, *, now: datetime, stolen: bool = False) -> SigningKey:
    """From now on this key signs nothing. What it signed stays good, unless it was stolen: then
    nobody can tell what was signed by whom, and all badges are made anew with the next key when
    they are asked for. Raises Refused: unknown, or done before."""
    key = db.session.get(SigningKey, key_id)
    if key is None:
        raise Refused(_("There is no key %(key)s.", key=key_id))
    if key.stolen_at or (key.retired_at and not stolen):
        raise Refused(_("The key %(key)s was retired before.", key=key_id))
    key.retired_at = key.retired_at or now
    if stolen:
        key.stolen_at = now
        db.session.execute(delete(Credential).where(Credential.key_id == key.id))
    record("key", key.id, "stolen" if stolen else "retired", by=None, now=now)
    return key
