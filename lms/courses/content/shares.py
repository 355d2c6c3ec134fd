"""Exact parts as people write them."""

from fractions import Fraction
from typing import overload


@overload
def as_percent(text: str) -> str: ...
@overload
def as_percent(text: None) -> None: ...
def as_percent(text: str | None) -> str | None:
    """ "80%" for 4/5 where that is as exact."""
    if text is None or (Fraction(text) * 100).denominator != 1:
        return text
    return f"{Fraction(text) * 100}%"
