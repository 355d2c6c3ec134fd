"""Sums and averages of what a project published: exact, and registrations apart (rule 12)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

REPORTED, REGISTERED = "reported", "registered"


class Average(NamedTuple):
    """People for one of `unit` ("session", "visit", ...): 1052/49, shown cut off as 21.46."""

    unit: str
    people: int
    units: int

    @property
    def shown(self) -> Decimal:
        return truncated(Fraction(self.people, self.units))

    @property
    def fraction(self) -> str:
        return f"{self.people}/{self.units}"


class Sums(NamedTuple):
    """Two figures that are never added: who took part, and who had registered."""

    participants: int
    registered: int


def truncated(value: Fraction) -> Decimal:
    """Two decimals, never rounded up."""
    return Decimal(value.numerator * 100 // value.denominator).scaleb(-2)


def sums(figures: Iterable[Any]) -> Sums:
    """`figures` have `participants` and `basis`."""
    found = list(figures)

    def of(basis: str) -> int:
        return sum(one.participants or 0 for one in found if one.basis == basis)

    return Sums(of(REPORTED), of(REGISTERED))


def averages(figure: Any) -> list[Average]:
    """For each session, where sessions are known, and for each unit."""
    if not figure.participants:
        return []
    units = [("session", figure.sessions), (figure.unit_kind, figure.units)]
    return [Average(unit, figure.participants, number) for unit, number in units if number]
