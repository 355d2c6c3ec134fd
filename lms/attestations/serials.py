"""Serials of attestations: short enough to be typed, and not to be guessed."""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 16  # 80 bits
LEAST = 4  # signs by which one is looked for
MEANT = str.maketrans("OIL", "011")  # what people read in their place
SPACES = " -–\u00a0\u200e\u200f"


def new() -> str:
    """A serial that nobody can guess: 16 signs, 80 bits of chance."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def read(typed: str) -> str | None:
    """The serial that somebody typed or scanned; None where it cannot be one. Case, spaces and
    hyphens do not matter, and O, I and L are read as the digits that they look like."""
    found = part(typed)
    return found if found and len(found) == LENGTH else None


def part(typed: str) -> str | None:
    """The same of a part of a serial, as it is read aloud: at least four signs."""
    signs = typed[: 4 * LENGTH].upper().translate(MEANT)
    signs = "".join(sign for sign in signs if sign not in SPACES)
    return signs if LEAST <= len(signs) <= LENGTH and set(signs) <= set(SIGNS) else None


def shown(serial: str) -> str:
    """In groups of four, as it is printed: "7K3M-9QXA-2BVC-T5WD"."""
    return "-".join(serial[at : at + 4] for at in range(0, len(serial), 4))
