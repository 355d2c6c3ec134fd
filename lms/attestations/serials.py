"""Serials of attestations: short enough to be typed, and not to be guessed."""

import re
import secrets
import unicodedata

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 16  # 80 bits
LEAST = 4  # signs by which one is looked for
MEANT = str.maketrans("OIL", "011")  # what people read in their place
LONGEST = 400  # signs that somebody pastes: an address, with what stands around it
PASTED = re.compile(r"/verify/([^/?#\s]+)")


def new() -> str:
    """A serial that nobody can guess: 16 signs, 80 bits of chance."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def read(typed: str) -> str | None:
    """The serial that somebody typed, scanned or pasted; None where it cannot be one. It may stand
    in its address or after a word ("Serial: ..."). Case, and every sign that is no letter or digit,
    do not matter; digits of other scripts are digits, and O, I and L the digits that they look
    like."""
    found = part(typed)
    return found if found and len(found) == LENGTH else None


def part(typed: str) -> str | None:
    """The same of a part of a serial, as it is read aloud: at least four signs."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST])
    pasted = PASTED.search(text)
    text = pasted[1] if pasted else text.strip().rstrip(":").rpartition(":")[2]
    signs = "".join(_sign(one) for one in text if one.isalnum()).upper().translate(MEANT)
    return signs if LEAST <= len(signs) <= LENGTH and set(signs) <= set(SIGNS) else None


def _sign(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def shown(serial: str) -> str:
    """In groups of four, as it is printed: "7K3M-9QXA-2BVC-T5WD"."""
    return "-".join(serial[at : at + 4] for at in range(0, len(serial), 4))
