"""What holds for the courses of a programme."""

from collections.abc import Iterable, Mapping

from lms.courses.models import Programme
from lms.courses.policy import named

MOST_UNITS = 9999


def named_by_policy(programme: Programme) -> Mapping[str, list[str]]:
    """The courses (slugs) that the programme's rules name a part of, each with those parts as the
    rules call them: "course", "course/module", "course/module/quiz"."""
    found: dict[str, list[str]] = {}
    for key in named(programme.policy).keys:
        found.setdefault(key.split("/")[0], []).append(key)
    return found


def composition(required: int, parts: Iterable[tuple[str, int]]) -> dict:
    """A programme's units and courses as its history keeps them."""
    courses = [{"course": slug, "units": units} for slug, units in parts]
    return {"required_units": required, "courses": courses}


def composition_of(programme: Programme) -> dict:
    parts = [(part.course.slug, part.units) for part in programme.courses]
    return composition(programme.required_units, parts)


def in_short(composed: dict) -> str:
    """The same in one line, to see whether it is still so: "8 digital-basics:4 slovene:4"."""
    parts = [f"{part['course']}:{part['units']}" for part in composed["courses"]]
    return " ".join([str(composed["required_units"]), *parts])
