"""Bitstring status lists (W3C): public bits that say what was revoked, and not of whom."""

import base64
import gzip
import secrets
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from lms.credentials import contexts
from lms.credentials.proofs import moment

LENGTH = 131_072  # bits of a list: the fewest that the standard allows, so that one is not found
LASTS = timedelta(days=1)  # a list holds so long: who has an older one gets the newest
READ_AGAIN = timedelta(hours=1)
LARGEST = 4 * 1024 * 1024  # bytes of others' lists, unpacked


class BadList(ValueError):
    """A list of bits that cannot be read, or has no such place."""


def by_chance() -> int:
    """A place in a list that says nothing about who has it, or when it was given."""
    return secrets.randbelow(LENGTH)


def encode(places: Iterable[int], length: int = LENGTH) -> str:
    """The bits of a list, those at `places` set; the first is the leftmost of the first byte."""
    bits = bytearray(length // 8)
    for place in places:
        if not 0 <= place < length:
            raise BadList(f"no place {place}")
        bits[place // 8] |= 0x80 >> place % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), 9, mtime=0))
    return "u" + packed.rstrip(b"=").decode()


def is_set(encoded: Any, place: int) -> bool:
    """Whether the bit at a place is set. Raises BadList; what unpacks to more than LARGEST is
    refused before it does."""
    if not isinstance(encoded, str):
        raise BadList("encodedList")
    text = encoded.removeprefix("u")  # of before the standard: without the sign
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, LARGEST + 1)
    except (ValueError, zlib.error) as error:
        raise BadList("encodedList") from error
    if len(bits) > LARGEST or len(bits) * 8 < LENGTH or not unpacking.eof:
        raise BadList("encodedList")
    if not 0 <= place < len(bits) * 8:
        raise BadList("statusListIndex")
    return bool(bits[place // 8] & 0x80 >> place % 8)


def entry(url: str, index: int) -> dict[str, Any]:
    """What stands in a credential: where its bit is."""
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def list_credential(
    url: str, revoked: Iterable[int], *, issuer: str, valid_from: datetime
) -> dict[str, Any]:
    """A list as a credential, to be signed."""
    return {
        "@context": [contexts.CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment(valid_from),
        "validUntil": moment(valid_from + LASTS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": int(READ_AGAIN.total_seconds() * 1000),  # milliseconds
            "encodedList": encode(revoked),
        },
    }
