"""A level as it was said of somebody, and whose word holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from lms.courses.instruments import Instrument
from lms.levels.models import LevelSaid, Method, Occasion
from lms.questions.frameworks import Level, level

NOW = (Occasion.EXIT, Occasion.PROGRESS)


class Said(NamedTuple):
    """A level of a person in a skill. `by`: the name of who said it; None: it comes of a test."""

    skill: str
    level: Level
    language: str
    occasion: Occasion
    method: Method
    at: datetime
    by: str | None = None


def of_row(row: LevelSaid) -> Said | None:
    """None where the framework or the level is not known any more."""
    found = level(row.framework, row.level)
    if found is None:
        return None
    occasion, method = Occasion(row.occasion), Method(row.method)
    return Said(row.skill, found, row.language, occasion, method, row.at, row.by.name)


def belongs(said: Said, instrument: Instrument) -> bool:
    """Whether an instrument asks for this level."""
    return (
        said.language == instrument.language
        and said.level.framework in instrument.frameworks
        and said.skill in instrument.skills
    )


def of_instrument(said: Iterable[Said], instrument: Instrument) -> list[Said]:
    return [one for one in said if belongs(one, instrument)]


def by_method(
    said: Sequence[Said], skill: str, occasions: Iterable[str], methods: Iterable[str]
) -> dict[str, Said]:
    """Method -> what it says of a skill on these occasions: the last of it. In the order of
    `methods`."""
    wanted = set(occasions)
    found = {}
    for method in methods:
        own = [s for s in said if s.skill == skill and s.method == method and s.occasion in wanted]
        if own:
            found[method] = sorted(own, key=lambda one: one.at)[-1]  # of equal times the later row
    return found


def first(found: dict[str, Said]) -> Said | None:
    """Whose word is taken first."""
    return next(iter(found.values()), None)
