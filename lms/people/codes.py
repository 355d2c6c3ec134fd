"""Codes that people read from a card and type: no letters or digits that look alike."""

import re
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_card_code() -> str:
    """A code like K7P-42M: six characters, about a thousand million possibilities."""
    return (
        "".join(secrets.choice(LETTERS) for _ in range(3))
        + "-"
        + "".join(secrets.choice(LETTERS) for _ in range(3))
    )


def new_pin() -> str:
    """Four digits."""
    return f"{secrets.randbelow(10_000):04d}"


def new_person_code() -> str:
    """A code like P-7KQ2M for lists and files. It says nothing about the person."""
    return "P-" + "".join(secrets.choice(LETTERS) for _ in range(5))


def new_sheet_code() -> str:
    """A code like S-7KQ2M, printed on a list to sign."""
    return "S-" + "".join(secrets.choice(LETTERS) for _ in range(5))


def as_sheet_code(typed: str) -> str:
    """What was typed of a list's code, as it is kept: "7kq2m" is S-7KQ2M."""
    text = re.sub(r"[^A-Z0-9]", "", latin_digits(typed).upper())
    return f"S-{text[-5:]}" if len(text) == 5 or (len(text) == 6 and text[0] == "S") else text


def latin_digits(text: str) -> str:
    """The same with digits 0-9, whatever script they were typed in."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def is_person_code(text: str) -> bool:
    """Letters, digits, and . - _ between them: a code is part of addresses and of file names."""
    return len(text) <= 40 and re.fullmatch(r"\w+([.-]+\w+)*", text) is not None


def new_password() -> str:
    """Four groups that can be dictated on the phone."""
    return "-".join("".join(secrets.choice(LETTERS.lower()) for _ in range(4)) for _ in range(4))


def as_card_code(typed: str) -> str:
    """What was typed, as a code is kept: "k7p 42m" is K7P-42M; digits of any script are digits."""
    text = re.sub(r"[^A-Z0-9]", "", latin_digits(typed).upper())
    return f"{text[:3]}-{text[3:]}" if len(text) > 3 else text


def as_pin(typed: str) -> str:
    """Digits only, in any script (Arabic-Indic ones too)."""
    return "".join(str(int(c)) for c in typed if c.isdecimal())
