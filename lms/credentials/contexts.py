"""What the terms of a credential mean: published vocabularies, installed at set-up, known by hash.

Nothing is ever fetched: a document that names another vocabulary is refused. The files are written
by tools/assets.py; a hash here is that of the file, so a vocabulary cannot change unseen.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from pyld.jsonld import JsonLdError

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_1 = "https://www.w3.org/2018/credentials/v1"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
MOST = 20  # vocabularies of one document
KNOWN: dict[str, tuple[str, str]] = {  # address: file, SHA-256
    CREDENTIALS: (
        "credentials-v2", "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    CREDENTIALS_1: (
        "credentials-v1", "b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247",
    ),
    BADGES: (
        "badges-3.0.3", "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "badges-3.0.2", "bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "badges-3.0.1", "8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
        "badges-3.0.0", "2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "badges-extensions", "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "integrity-v1", "9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "integrity-v2", "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1", "be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-v1", "fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691",
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "status-v1", "b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492",
    ),
}  # fmt: skip


class Missing(RuntimeError):
    """A vocabulary is not there or was changed: `make setup` was not run, or something is wrong."""


@cache
def vocabulary(address: str) -> dict[str, Any]:
    """A vocabulary by its address. Raises KeyError where it is not known, Missing."""
    name, expected = KNOWN[address]
    try:
        content = (FOLDER / f"{name}.json").read_bytes()
    except OSError as error:
        raise Missing(f"{name}.json is not there: run make setup") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise Missing(f"{name}.json is not what was published: run make setup")
    return json.loads(content)


def loaded(address: str, _options: Any) -> dict[str, Any]:
    """For pyld: what stands at an address, from here alone."""
    if address not in KNOWN:
        raise JsonLdError("not a known vocabulary", "jsonld.LoadDocumentError", {"url": address})
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": vocabulary(address),
    }


def addresses(document: dict[str, Any]) -> list[Any]:
    """What a document names as its vocabularies, in order."""
    named = document.get("@context")
    return named if isinstance(named, list) else [named]


def strange(document: dict[str, Any]) -> str | None:
    """The first vocabulary that is not known; None where all are and the first is that of
    credentials, as both versions of the data model ask."""
    named = addresses(document)
    for one in named:
        if not isinstance(one, str) or one not in KNOWN:
            return one[:200] if isinstance(one, str) else "{...}"
    if not named or len(named) > MOST:
        return "@context"
    return None if named[0] in (CREDENTIALS, CREDENTIALS_1) else named[0]
