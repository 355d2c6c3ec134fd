"""Levels of a record (lms/completion/record.py) in words: also where a framework is not known any
more."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.questions.frameworks import FRAMEWORKS, level


def level_words(one: Mapping[str, Any]) -> str:
    """A skill and its level: "Speaking A1"; and the one at the beginning, where it was found."""
    skill, reached = skill_name(one), level_name(one["framework"], one["exit"])
    if one.get("entry") and one["entry"] != one["exit"]:
        entry = level_name(one["framework"], one["entry"])
        return _("%(skill)s %(level)s (before: %(entry)s)", skill=skill, level=reached, entry=entry)
    return _("%(skill)s %(level)s", skill=skill, level=reached)


def skill_name(one: Mapping[str, Any]) -> str:
    framework = FRAMEWORKS.get(one["framework"])
    return str(framework.skills.get(one["skill"], one["skill"]) if framework else one["skill"])


def level_name(framework: str, name: str) -> str:
    """A level as its framework writes it; as it stands, where nobody knows it any more."""
    found, known = FRAMEWORKS.get(framework), level(framework, name)
    return str(found.titles.get(known.name, name)) if found and known else name
