"""The keys of issuers that somebody gives us as a file: a DID document, or a set of JWKs."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from lms.credentials import keys, strict
from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

Keys = Mapping[str, Mapping[str, keys.PublicKey]]  # issuer: method or key id: key
MOST = 100  # keys of one file


def given(files: Iterable[bytes], issuer: str | None = None) -> Keys:
    """The keys in files. A DID document says whose they are; a set of JWKs does not, so it is of
    the `issuer` that is asked about: who gives it, vouches for it. Raises Unreadable."""
    found: dict[str, dict[str, keys.PublicKey]] = {}
    for content in files:
        said = strict.document(content)
        owner = said.get("id") or said.get("issuer") or issuer
        if not isinstance(owner, str):
            raise Unreadable(Code.NO_ISSUER)
        read = (
            dict(of_document(said, owner)) if "verificationMethod" in said else dict(of_set(said))
        )
        if not read:
            raise Unreadable(Code.UNKNOWN_ISSUER, issuer=owner[:200])
        found.setdefault(owner, {}).update(read)
    return found


def listed(value: Any) -> list[Any]:
    return value[:MOST] if isinstance(value, list) else [value]


def of_document(said: dict[str, Any], did: str) -> Iterator[tuple[str, keys.PublicKey]]:
    """The keys by which a DID asserts something: not those for signing in, nor for letters."""
    methods = {
        absolute(method["id"], did): method
        for method in listed(said["verificationMethod"])
        if isinstance(method, dict) and isinstance(method.get("id"), str)
    }
    for asserted in listed(said.get("assertionMethod", [])):
        method = methods.get(absolute(asserted, did)) if isinstance(asserted, str) else asserted
        if isinstance(method, dict) and method.get("controller") == did:
            name = absolute(str(method.get("id")), did)
            try:
                yield name, of_method(method)
            except keys.BadKey:
                continue


def absolute(name: str, did: str) -> str:
    return did + name if name.startswith("#") else name


def of_method(method: dict[str, Any]) -> keys.PublicKey:
    """Raises BadKey."""
    if "revoked" in method or "expires" in method:
        raise keys.BadKey
    if "publicKeyMultibase" in method:
        return keys.public_of(method["publicKeyMultibase"])
    return of_jwk(method.get("publicKeyJwk"))


def of_set(said: dict[str, Any]) -> Iterator[tuple[str, keys.PublicKey]]:
    """A JWKS, or one JWK alone; keys by their `kid`."""
    for at, jwk in enumerate(listed(said.get("keys", said))):
        try:
            yield str(jwk.get("kid", at)) if isinstance(jwk, dict) else str(at), of_jwk(jwk)
        except keys.BadKey:
            continue


def of_jwk(jwk: Any) -> keys.PublicKey:
    """A public key as a JWK: Ed25519, P-256 or RSA, never a shared secret. Raises BadKey."""
    if not isinstance(jwk, dict) or "d" in jwk:
        raise keys.BadKey
    kind = jwk.get("kty"), jwk.get("crv")
    try:
        if kind == ("OKP", "Ed25519"):
            return Ed25519PublicKey.from_public_bytes(part(jwk, "x"))
        if kind == ("EC", "P-256"):
            x, y = number(jwk, "x"), number(jwk, "y")
            return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
        if jwk.get("kty") == "RSA":
            return RSAPublicNumbers(number(jwk, "e"), number(jwk, "n")).public_key()
    except (ValueError, OverflowError) as error:
        raise keys.BadKey from error
    raise keys.BadKey


def part(jwk: dict[str, Any], key: str) -> bytes:
    text = jwk.get(key)
    if not isinstance(text, str) or not 0 < len(text) < 2_000:
        raise keys.BadKey
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(jwk: dict[str, Any], key: str) -> int:
    return int.from_bytes(part(jwk, key), "big")
