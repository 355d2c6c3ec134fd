"""Keys and the names of their owners: Ed25519, multibase, did:key, did:web.

A private key leaves this module only as PEM (PKCS#8), for a file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ED25519 = b"\xed\x01"  # multicodec: what kind of key follows
P256 = b"\x80\x24"
LONGEST = 200  # signs of a multibase text
ALPHABET = re.compile(r"z[1-9A-HJ-NP-Za-km-z]+")
DID_KEY = "did:key:"

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey


class BadKey(ValueError):
    """A key that cannot be read, or not with this pass phrase."""


def multibase(content: bytes) -> str:
    """Base 58 as in bitcoin, with the sign that says so."""
    return "z" + base58.b58encode(content).decode()


def from_multibase(text: object) -> bytes:
    """Raises BadKey."""
    if not isinstance(text, str) or len(text) > LONGEST or not ALPHABET.fullmatch(text):
        raise BadKey
    return base58.b58decode(text[1:])


def public_of(key_id: object) -> PublicKey:
    """The key that a multibase text is: Ed25519, or P-256. Raises BadKey."""
    content = from_multibase(key_id)
    try:
        if content.startswith(ED25519) and len(content) == 34:
            return Ed25519PublicKey.from_public_bytes(content[2:])
        if content.startswith(P256) and len(content) == 35:
            return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), content[2:])
    except ValueError as error:
        raise BadKey from error
    raise BadKey


def id_of(key: Ed25519PublicKey) -> str:
    """The multibase text of a key: "z6Mk..."."""
    return multibase(ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def did_key(key_id: str) -> str:
    """The owner that is nothing but its key: verified anywhere, without a network."""
    return DID_KEY + key_id


def did_web(address: str) -> str | None:
    """The owner of an address that is reached by https; None for any other address.

    "https://learn.centre.example:8443/ura" is "did:web:learn.centre.example%3A8443:ura"."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return None
    port = f"%3A{parts.port}" if parts.port else ""
    path = [quote(part, safe="") for part in parts.path.split("/") if part]
    return ":".join(["did:web", parts.hostname + port, *path])


def did_document(did: str, key_ids: Iterable[str]) -> dict:
    """What did:web answers with: the owner and its keys. All that ever signed are in it, retired
    ones too: what they signed stays good."""
    methods = [
        {
            "id": f"{did}#{key_id}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key_id,
        }
        for key_id in key_ids
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


@dataclass(frozen=True)
class Signer:
    """A private key, and who signs with it."""

    key: Ed25519PrivateKey
    issuer: str  # a DID

    @property
    def key_id(self) -> str:
        return id_of(self.key.public_key())

    @property
    def method(self) -> str:
        return f"{self.issuer}#{self.key_id}"

    def sign(self, content: bytes) -> bytes:
        return self.key.sign(content)


def new() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def signer(key: Ed25519PrivateKey, address: str) -> Signer:
    """Who signs at an address: did:web where it is reached by https, else the key itself."""
    return Signer(key, did_web(address) or did_key(id_of(key.public_key())))


def as_pem(key: Ed25519PrivateKey, passphrase: str = "") -> bytes:
    """The private key for a file, encrypted where there is a pass phrase."""
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


def from_pem(content: bytes, passphrase: str = "") -> Ed25519PrivateKey:
    """Raises BadKey where it cannot be read, or not with this pass phrase."""
    is_locked = b"ENCRYPTED" in content
    try:
        key = load_pem_private_key(content, passphrase.encode() if is_locked else None)
    except (ValueError, TypeError) as error:
        raise BadKey from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey
    return key


def signed(key: PublicKey, signature: bytes, content: bytes) -> bool:
    """Whether an Ed25519 key made this signature; never with a key of another kind."""
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
