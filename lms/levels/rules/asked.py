"""What is still asked of whom: derived, never stored."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from lms.courses.instruments import TEST, TRAINER, Instrument
from lms.levels.models import Occasion
from lms.levels.rules.falling_due import Span, Stay, due
from lms.levels.rules.said import Said, of_instrument


class Asked(NamedTuple):
    """An instrument waits for somebody's word on an occasion."""

    instrument: Instrument
    occasion: Occasion
    span: Span


def missing(
    instrument: Instrument, said: Iterable[Said], occasion: str, methods: Sequence[str]
) -> list[str]:
    """The skills of which none of these methods says anything on an occasion."""
    own = of_instrument(said, instrument)
    there = {one.skill for one in own if one.occasion == occasion and one.method in methods}
    return [skill for skill in instrument.skills if skill not in there]


def asked(
    instruments: Iterable[Instrument],
    said: Sequence[Said],
    stay: Stay,
    today: date,
    methods: Sequence[str],
) -> list[Asked]:
    """What falls due for a person by these methods on a day, and is not said yet."""
    falls = due(stay, today)
    if falls is None:
        return []
    occasion, span = falls
    return [
        Asked(one, occasion, span)
        for one in instruments
        if set(methods) & set(one.methods) and missing(one, said, occasion, methods)
    ]


def of_trainers(instrument: Instrument) -> bool:
    """Whether trainers say levels of it: their own word, or that of a test on paper."""
    return TRAINER in instrument.methods or (
        TEST in instrument.methods and not (instrument.entry_test and instrument.exit_test)
    )
