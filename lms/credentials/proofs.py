"""Data Integrity proofs (W3C): a signature that stands inside of the document that it signs.

Made: eddsa-rdfc-2022. Checked: that, eddsa-jcs-2022, and the older Ed25519Signature2020.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from lms.credentials import canonical, keys
from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

SUITE = "eddsa-rdfc-2022"
JSON_SUITE = "eddsa-jcs-2022"
OLD_SUITE = "Ed25519Signature2020"
MOST = 4  # proofs of one document
KNOWN = {  # what a proof may say; anything else is not understood, so it is refused
    "id", "type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose",
    "proofValue", "@context",
}  # fmt: skip


class Proof(NamedTuple):
    """A proof whose form is as it must be; nothing of it is believed yet."""

    suite: str
    method: str  # whose key: "did:...#..."
    signature: bytes
    said: dict[str, Any]

    @property
    def words(self) -> tuple[dict[str, Any], str]:
        return self.said, self.suite


def moment(when: datetime) -> str:
    return when.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(document: dict[str, Any], signer: keys.Signer, *, created: datetime) -> dict[str, Any]:
    """The document with a proof. Raises Unreadable where a term of it would not be signed."""
    said = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(created),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    bare = without_proof(document)
    signature = signer.sign(to_sign(bare, said, SUITE))
    return {**bare, "proof": {**said, "proofValue": keys.multibase(signature)}}


def without_proof(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "proof"}


def proofs(document: dict[str, Any]) -> list[Proof]:
    """All proofs of a document. Raises Unreadable: every one must be understood, for one that is
    not could be the one that matters."""
    given = document.get("proof")
    listed = given if isinstance(given, list) else [given]
    if given is None or not listed:
        raise Unreadable(Code.NOT_SIGNED)
    if len(listed) > MOST:
        raise Unreadable(Code.BAD_PROOF, key="proof")
    return [form(one, document) for one in listed]


def form(said: Any, document: dict[str, Any]) -> Proof:
    """A proof as it is written. Raises Unreadable."""
    if not isinstance(said, dict):
        raise Unreadable(Code.BAD_PROOF, key="proof")
    if strange := next((key for key in said if key not in KNOWN), None):
        raise Unreadable(Code.BAD_PROOF, key=strange[:100])
    suite = said.get("type")
    if suite == "DataIntegrityProof":
        suite = said.get("cryptosuite")
    elif "cryptosuite" in said:
        raise Unreadable(Code.BAD_PROOF, key="cryptosuite")
    if suite not in (SUITE, JSON_SUITE, OLD_SUITE):
        raise Unreadable(Code.UNKNOWN_SUITE, suite=str(suite)[:100])
    if said.get("proofPurpose") != "assertionMethod":
        raise Unreadable(Code.WRONG_PURPOSE, purpose=str(said.get("proofPurpose"))[:100])
    method = said.get("verificationMethod")
    if not isinstance(method, str) or not canonical.iri(method) or len(method) > 500:
        raise Unreadable(Code.BAD_PROOF, key="verificationMethod")
    own = said.get("@context")
    if own is not None and not begins(document.get("@context"), own, suite):
        raise Unreadable(Code.BAD_PROOF, key="@context")
    try:
        signature = keys.from_multibase(said.get("proofValue"))
    except keys.BadKey:
        raise Unreadable(Code.BAD_PROOF, key="proofValue") from None
    return Proof(suite, method, signature, said)


def begins(whole: Any, own: Any, suite: str) -> bool:
    """Whether the vocabularies of a proof are those of its document; a proof over JSON may have
    fewer, the first of them."""
    listed = whole if isinstance(whole, list) else [whole]
    first = own if isinstance(own, list) else [own]
    return listed[: len(first)] == first and (suite == JSON_SUITE or len(first) == len(listed))


def to_sign(document: dict[str, Any], said: dict[str, Any], suite: str) -> bytes:
    """What is signed: the hashes of the proof's own words and of the document. Raises
    Unreadable."""
    return hash_of_words(document, said, suite) + hash_of(document, said, suite)


def hash_of_words(document: dict[str, Any], said: dict[str, Any], suite: str) -> bytes:
    words = {key: value for key, value in said.items() if key != "proofValue"}
    if suite == JSON_SUITE:
        return hashlib.sha256(canonical.as_json(words)).digest()
    words["@context"] = document["@context"]
    return hashlib.sha256(canonical.as_sentences(words)).digest()


def hash_of(document: dict[str, Any], said: dict[str, Any], suite: str) -> bytes:
    if suite == JSON_SUITE:
        own = {"@context": said["@context"]} if "@context" in said else {}
        return hashlib.sha256(canonical.as_json({**document, **own})).digest()
    return hashlib.sha256(canonical.as_sentences(document)).digest()


def contents(document: dict[str, Any], listed: list[Proof]) -> Iterator[bytes]:
    """What each of the proofs of a document signs; as sentences it is written once, for that takes
    time. Raises Unreadable."""
    bare, sentences = without_proof(document), b""
    for proof in listed:
        if proof.suite == JSON_SUITE:
            yield to_sign(bare, *proof.words)
        else:
            sentences = sentences or hash_of(bare, *proof.words)
            yield hash_of_words(bare, *proof.words) + sentences


def holds(proof: Proof, content: bytes, key: keys.PublicKey) -> bool:
    """Whether this key signed this content (`to_sign`)."""
    return keys.signed(key, proof.signature, content)
