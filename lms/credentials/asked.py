"""How many of its hours a programme asks of everyone, by the record of a completion
(lms/completion/record.py): the one place where whoever certifies hours reads that."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Facts = Mapping[str, Any]


def threshold(facts: Facts) -> Fraction:
    """The part of the hours that everyone has to reach: the largest of those that the rules name,
    their conditions too; those of a choice do not count. 0 where no hours are asked for."""
    rules = facts["policy"]["rules"]
    return max([_exact(rules.get("threshold") or "0"), *_of_everyone(rules.get("conditions"))])


def counts_plainly(facts: Facts) -> bool:
    """Whether the ratio of the record is simply its minutes of the programme's: not of what was
    held, nor with excused minutes (the denominators of the policy)."""
    return bool(facts["policy"]["rules"].get("denominator", "programme") == "programme")


def _of_everyone(conditions: Any) -> Iterator[Fraction]:
    """The hours in a tree of conditions that hold for everybody."""
    if not conditions:
        return
    ((kind, asked),) = conditions.items()
    if kind == "hours":
        yield _exact(asked)
    elif kind == "all" or (kind == "any" and len(asked) == 1):
        for one in asked:
            yield from _of_everyone(one)


def _exact(text: Any) -> Fraction:
    """ "4/5", "0.8" or "80%"."""
    text = str(text)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
