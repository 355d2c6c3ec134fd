"""Hashing passwords and PINs: Argon2id, its cost chosen on purpose.

OWASP's parameters for Argon2id (19 MiB, two passes, one lane): strong enough, and small enough that
a whole classroom can sign in at once on a small server.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

PROFILES = {
    "owasp": PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),
    "cheapest": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
}


def hashed(secret: str) -> str:
    return hasher().hash(secret)


def matches(secret: str, stored: str | None) -> bool:
    """Whether it is the right one. A no takes as long as a yes, also where nothing is stored."""
    try:
        return hasher().verify(stored or nobodys(), secret) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def hasher() -> PasswordHasher:
    return PROFILES[current_app.config["PASSWORD_PROFILE"]]


def nobodys() -> str:
    profile = current_app.config["PASSWORD_PROFILE"]
    if profile not in _nobodys:
        _nobodys[profile] = PROFILES[profile].hash("nobody's")
    return _nobodys[profile]


_nobodys: dict[str, str] = {}
