"""Badges for the tests: made by our own craft, with keys of the tests."""

import json
from datetime import UTC, datetime
from typing import Any

from lms.credentials import badges, keys, proofs, tokens
from tests.attestations.facts import FACTS

NOW = datetime(2022, 6, 20, 10, 0, tzinfo=UTC)
ADDRESS = "https://learn.centre.example"
SERIAL = "7K3M9QXA2BVCT5WD"
KEY = keys.new()
SIGNER = keys.signer(KEY, "http://127.0.0.1:8000")  # did:key: whose key it is needs no network


def badge(signer: keys.Signer = SIGNER, address: str = ADDRESS, **more: Any) -> dict[str, Any]:
    """An unsigned badge of W7; `more` goes over it."""
    made = badges.badge(
        FACTS,
        serial=SERIAL,
        holder="Amal Haddad",
        holder_native="أمل حداد",
        issued_at=NOW,
        issuer=signer.issuer,
        address=address,
        status=badges.Place(1, 42),
    )
    return made | more


def signed(document: dict[str, Any] | None = None, signer: keys.Signer = SIGNER) -> dict[str, Any]:
    return proofs.sign(badge(signer) if document is None else document, signer, created=NOW)


def token(document: dict[str, Any] | None = None, signer: keys.Signer = SIGNER) -> str:
    return tokens.encode(badge(signer) if document is None else document, signer)


def written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
