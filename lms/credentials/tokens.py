"""VC-JWT: the same credential as a token, whose signature covers its bytes.

Made: Ed25519 (its algorithm written as `EdDSA`, the name that every program knows). Checked: that,
ES256 and RS256, each only with a key of its kind.
"""

import base64
import json
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from lms.credentials import keys, strict
from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
ALGORITHMS = {"EdDSA", "Ed25519", "ES256", "RS256"}
HEADER = {"alg", "typ", "cty", "kid", "iss", "jwk"}  # anything else would change what is meant
REGISTERED = {"iss", "jti", "sub", "nbf", "exp", "iat", "aud", "vc", "vp"}
DATES = {"nbf": ("validFrom", "issuanceDate"), "exp": ("validUntil", "expirationDate")}
SHORTEST_RSA = 2048  # bits
EDGE = 253_402_300_800  # seconds until the year 10000


class Token(NamedTuple):
    """A token whose form is as it must be; nothing of it is believed yet."""

    algorithm: str
    method: str | None  # whose key, where it says so
    brings_key: bool
    content: bytes  # what is signed
    signature: bytes
    credential: dict[str, Any]


def encode(document: dict[str, Any], signer: keys.Signer) -> str:
    """A credential as a token. `document` has no proof."""
    claims = {**document, "iss": signer.issuer, "jti": document["id"]}
    for date, claim in (("validFrom", "nbf"), ("validUntil", "exp")):
        if date in document:
            claims[claim] = int(datetime.fromisoformat(document[date]).timestamp())
    if "id" in document["credentialSubject"]:
        claims["sub"] = document["credentialSubject"]["id"]
    header = {"alg": "EdDSA", "typ": "JWT", "kid": signer.method}
    content = f"{packed(header)}.{packed(claims)}"
    return f"{content}.{base64_of(signer.sign(content.encode()))}"


def packed(said: dict[str, Any]) -> str:
    return base64_of(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def base64_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unpacked(part: str) -> bytes:
    """Raises Unreadable where the same bytes could be written in another way."""
    try:
        content = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise Unreadable(Code.NOT_JSON) from None
    if base64_of(content) != part:
        raise Unreadable(Code.NOT_JSON)
    return content


def decode(text: str) -> Token:
    """Reads a token and believes nothing. Raises Unreadable."""
    header, claims, signature = text.split(".")
    said = strict.document(unpacked(header))
    if strange := next((key for key in said if key not in HEADER), None):
        raise Unreadable(Code.BAD_HEADER, key=strange[:100])
    if not isinstance(said.get("alg"), str) or said["alg"] not in ALGORITHMS:
        raise Unreadable(Code.BAD_ALGORITHM, algorithm=str(said.get("alg"))[:40])
    for key in ("kid", "typ", "cty", "iss"):
        if not isinstance(said.get(key, ""), str):
            raise Unreadable(Code.BAD_HEADER, key=key)
    payload = strict.document(unpacked(claims))
    return Token(
        said["alg"],
        said.get("kid"),
        "jwk" in said,
        f"{header}.{claims}".encode(),
        unpacked(signature),
        credential_of(payload),
    )


def credential_of(claims: dict[str, Any]) -> dict[str, Any]:
    """The credential in a token: its claims themselves (Open Badges 3.0, data model 2), or their
    `vc` (data model 1). Raises Unreadable where registered claims say something else than it."""
    inner = claims.get("vc")
    if inner is not None and (not isinstance(inner, dict) or "@context" in claims):
        raise Unreadable(Code.TWO_STORIES, key="vc")
    credential = {k: v for k, v in (inner or claims).items() if k not in REGISTERED}
    if "vp" in claims or "proof" in credential:
        raise Unreadable(Code.TWO_STORIES, key="vp" if "vp" in claims else "proof")
    for claim, names in DATES.items():
        if claim in claims:
            same_date(credential, names, claims[claim], claim)
    same(credential, "id", claims.get("jti"))
    issuer = credential.get("issuer")
    if isinstance(issuer, dict):
        same(issuer, "id", claims.get("iss"))
    else:
        same(credential, "issuer", claims.get("iss"))
    if isinstance(subject := credential.get("credentialSubject"), dict):
        same(subject, "id", claims.get("sub"))
    return credential


def same(where: dict[str, Any], key: str, claim: Any) -> None:
    """Fills in what only the claim says; raises Unreadable where both say different things."""
    if claim is None:
        return
    if where.setdefault(key, claim) != claim:
        raise Unreadable(Code.TWO_STORIES, key=key)


def same_date(credential: dict[str, Any], names: tuple[str, ...], seconds: Any, claim: str) -> None:
    if type(seconds) not in (int, float) or not 0 <= seconds < EDGE:
        raise Unreadable(Code.BAD_DATE, key=claim)
    moment = datetime.fromtimestamp(int(seconds), UTC)
    said = [credential[name] for name in names if name in credential]
    for other in said:
        try:
            differs = datetime.fromisoformat(other).replace(microsecond=0) != moment
        except (TypeError, ValueError):
            differs = True
        if differs:
            raise Unreadable(Code.TWO_STORIES, key=claim)
    if not said:
        credential[names[0]] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def fits(algorithm: str, key: keys.PublicKey) -> bool:
    """Whether an algorithm is that of a key: the key decides, never the token."""
    if isinstance(key, EllipticCurvePublicKey):
        return algorithm == "ES256" and key.curve.name == "secp256r1"
    if isinstance(key, RSAPublicKey):
        return algorithm == "RS256" and key.key_size >= SHORTEST_RSA
    return algorithm in ("EdDSA", "Ed25519")


def holds(token: Token, key: keys.PublicKey) -> bool:
    """Whether this key, whose algorithm fits, signed the token."""
    try:
        if isinstance(key, EllipticCurvePublicKey):
            if len(token.signature) != 64:
                return False
            halves = token.signature[:32], token.signature[32:]
            numbers = (int.from_bytes(half, "big") for half in halves)
            key.verify(encode_dss_signature(*numbers), token.content, ECDSA(SHA256()))
        elif isinstance(key, RSAPublicKey):
            key.verify(token.signature, token.content, PKCS1v15(), SHA256())
        else:
            key.verify(token.signature, token.content)
    except InvalidSignature:
        return False
    return True
