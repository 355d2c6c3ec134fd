"""Numbers and shares as other programs write them."""

import re
from fractions import Fraction

NUMBER = re.compile(r"([+-]?)([0-9]{0,20})(?:[.,]([0-9]{0,20}))?(?:[eE]([+-]?[0-9]{1,2}))?")
PARTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)  # Moodle offers shares of these, with five places
NEAR = Fraction(1, 2000)


def number(text: str | None) -> Fraction | None:
    """An exact number; None where it is none. Never so large that it would keep us busy."""
    found = NUMBER.fullmatch((text or "").strip())
    if found is None or not (found[2] or found[3]):
        return None
    value = Fraction(f"{found[1]}{found[2] or 0}.{found[3] or 0}")
    return value * Fraction(10) ** int(found[4] or 0)


def meant(value: Fraction) -> Fraction:
    """The share that a rounded one stands for: 33.33333% is a third."""
    for parts in PARTS:
        near = Fraction(round(value * parts), parts)
        if abs(near - value) <= NEAR:
            return near
    return value


def decimal(value: Fraction, places: int = 7) -> str:
    """A number with a point, cut of zeros; rounded where it has no end."""
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
