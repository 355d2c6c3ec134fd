"""Whose key is it? A signature proves something only with a key of which is known whose it is."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lms.credentials import checks, keys, strict
from lms.credentials.issuers import Keys, of_jwk
from lms.credentials.strict import Unreadable
from lms.credentials.words import NOTHING, Code

DID_JWK = "did:jwk:"
PORTS = {"http": 80, "https": 443}
LAST = re.compile(r"[/:#?&=]")  # before the last part of an id


class NotTheirs(Unreadable):
    """No key of the issuer made the signature, or it is not known which are theirs."""


class Standing(NamedTuple):
    """What an installation says of something that it signed: how the check ends."""

    ok: bool
    code: Code
    values: Mapping[str, Any] = NOTHING


@dataclass(frozen=True)
class Trust:
    """What an installation knows of itself."""

    address: str
    keys: Mapping[str, datetime | None]  # ids of its own, and when each was retired
    issuers: frozenset[str]  # the DIDs by which it signs
    look: Callable[[str, dict[str, Any]], Standing]  # what is known of a serial, and if it fits
    knows: Callable[[str], bool] = lambda _serial: False  # whether a serial is one of its own

    def standing(self, serial: str | None, credential: dict[str, Any]) -> Standing:
        """What our own register says of what our key signed: it decides, not the signature, and
        not the address that the installation had when it was signed."""
        return self.look(serial, credential) if serial else Standing(False, Code.UNKNOWN_HERE)

    def is_named(self, credential: dict[str, Any]) -> bool:
        """Whether a credential says that it comes from here: by a name of ours, by our address, or
        by a serial of ours at any address. An address that is every machine's own ("localhost") is
        nobody's: another installation signs at the same."""
        issuer = credential.get("issuer")
        subject = credential.get("credentialSubject")
        achieved = subject.get("achievement") if isinstance(subject, dict) else None
        said = [credential.get("id"), issuer]
        for part in (issuer, achieved, *listed(credential.get("credentialStatus"))):
            if isinstance(part, dict):
                said += [part.get("id"), part.get("url"), part.get("statusListCredential")]
        texts = [text for text in said if isinstance(text, str)]
        is_ours = not is_everybodys(self.address)
        if any(text in self.issuers or (is_ours and at(self.address, text)) for text in texts):
            return True
        serial = serial_in(credential)
        return serial is not None and self.knows(serial)


class Found(NamedTuple):
    """A key, and why it is believed to be the issuer's."""

    key: keys.PublicKey
    code: Code
    values: Mapping[str, Any] = NOTHING


@dataclass(frozen=True)
class Known:
    """Everything by which the key of one credential can be found."""

    credential: dict[str, Any]
    trust: Trust | None
    given: Keys
    now: datetime

    def key(self, method: str | None, *, brings_key: bool = False) -> Found:
        """The key of a signature, if it is the issuer's. Raises NotTheirs."""
        issuer = issuer_of(self.credential)
        if issuer is None:
            raise NotTheirs(Code.NO_ISSUER)
        owner, _hash, name = (method or "").partition("#")
        if self.trust and name in self.trust.keys and owner == issuer:
            return self.our_key(owner, name)
        if self.trust and self.trust.is_named(self.credential):
            raise NotTheirs(Code.PRETENDS)
        if name and owner != issuer:
            raise NotTheirs(Code.FOREIGN_KEY, method=(method or "")[:200])
        if issuer.startswith((keys.DID_KEY, DID_JWK)):
            return itself(issuer, name, method or "")
        theirs = self.given.get(issuer, {})
        only = next(iter(theirs)) if method is None and len(theirs) == 1 else ""
        for candidate in (method or "", name, only):
            if candidate in theirs:
                return Found(theirs[candidate], Code.GIVEN_KEY, {"issuer": issuer[:200]})
        if brings_key and not theirs:
            raise NotTheirs(Code.EMBEDDED_KEY)
        if theirs:
            raise NotTheirs(Code.FOREIGN_KEY, method=(method or "-")[:200])
        raise NotTheirs(Code.UNKNOWN_ISSUER, issuer=issuer[:200])

    def our_key(self, owner: str, name: str) -> Found:
        """Raises NotTheirs where the key was retired when this is said to be issued."""
        assert self.trust is not None
        retired = self.trust.keys[name]
        if owner.startswith(keys.DID_KEY) and owner != keys.did_key(name):
            raise NotTheirs(Code.FOREIGN_KEY, method=owner[:200])
        if retired is not None and not checks.begins_before(self.credential, retired):
            raise NotTheirs(Code.RETIRED_KEY)
        try:
            return Found(keys.public_of(name), Code.OURS)
        except keys.BadKey:
            raise NotTheirs(Code.PRETENDS) from None


def itself(issuer: str, name: str, method: str) -> Found:
    """An issuer that is nothing but its key. Raises NotTheirs."""
    is_jwk = issuer.startswith(DID_JWK)
    key_id = issuer.removeprefix(DID_JWK if is_jwk else keys.DID_KEY)
    if name and name != ("0" if is_jwk else key_id):
        raise NotTheirs(Code.FOREIGN_KEY, method=method[:200])
    try:
        key = written_out(key_id) if is_jwk else keys.public_of(key_id)
        return Found(key, Code.ITS_KEY, {"issuer": issuer[:200]})
    except keys.BadKey:
        raise NotTheirs(Code.UNKNOWN_ISSUER, issuer=issuer[:200]) from None


def written_out(encoded: str) -> keys.PublicKey:
    """The key of a did:jwk, which is its JWK in base64. Raises BadKey."""
    try:
        return of_jwk(
            strict.document(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
        )
    except (ValueError, Unreadable) as error:
        raise keys.BadKey from error


def issuer_of(credential: dict[str, Any]) -> str | None:
    issuer = credential.get("issuer")
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    return issuer if isinstance(issuer, str) and issuer else None


def serial_in(credential: dict[str, Any]) -> str | None:
    """The last part of the id of a credential, whatever address that has: ours is a serial."""
    said = credential.get("id")
    return (LAST.split(said.rstrip("/"))[-1] or None) if isinstance(said, str) else None


def is_everybodys(address: str) -> bool:
    """Whether an address leads each machine to itself."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def at(address: str, url: str) -> bool:
    """Whether a URL lies under an address, however its host is written."""
    try:
        here, there = urlsplit(address), urlsplit(url)
        ports = [part.port or PORTS.get(part.scheme) for part in (here, there)]
    except ValueError:
        return False
    if not there.hostname or here.hostname != there.hostname.rstrip("."):
        return False
    path = here.path.rstrip("/")
    under = there.path == path or there.path.startswith(f"{path}/")
    return under and (ports[0] == ports[1] or here.scheme != there.scheme)
