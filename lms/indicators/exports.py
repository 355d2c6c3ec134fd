"""The figures of a set as rows: for the terminal, and for files (docs/formats/indicators.md)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from lms.errors import Refused
from lms.i18n import in_words
from lms.indicators import record
from lms.indicators.members import evaluate
from lms.indicators.models import SetVersion
from lms.indicators.queries import sets
from lms.indicators.queries.facts import gather
from lms.indicators.sets import Set
from lms.projects.models import Project
from lms.tables import to_csv

COLUMNS = (
    "set", "version", "project", "to", "indicator", "kind", "title", "breakdown", "cell", "value",
    "of", "percent", "gaps",
)  # fmt: skip


def counted(slug: str, project: Project, until: date) -> list[dict[str, Any]]:
    """A set counted for a project up to and with a day, now; nothing is kept. Raises Refused where
    there is no such set."""
    found = sets.set_(slug)
    if found is None:
        known = ", ".join(one.slug for one in sets.sets()) or "–"
        said = _(
            "There is no set of indicators %(slug)s. Known: %(known)s.", slug=slug, known=known
        )
        raise Refused(said)
    asked = sets.content(found.version)
    values = record.plain(evaluate(asked, gather(project.id, until)))
    return list(rows(found.slug, found.version, asked, project, until, values))


def rows(
    slug: str,
    version: SetVersion,
    asked: Set,
    project: Project,
    until: date,
    values: Mapping[str, Any],
) -> Iterator[dict[str, Any]]:
    """A row for each figure, and below it one for each part; by the names of COLUMNS. `values` are
    those of a count (lms/indicators/record.py)."""
    for one in asked.indicators:
        figure = values[one.code]
        common = {
            "set": slug,
            "version": version.number,
            "project": project.slug,
            "to": until.isoformat(),
            "indicator": one.code,
            "kind": one.kind,
            "title": in_words(one.title),
        }
        whole = {
            "value": figure["value"],
            "of": figure["of"],
            "percent": percent(figure["value"], figure["of"]),
            "gaps": gaps(figure),
        }
        yield {**common, "breakdown": None, "cell": None, **whole}
        for name, cells in figure["by"].items():
            for cell, value in cells.items():
                part = {"value": value, "of": None, "percent": None, "gaps": None}
                yield {**common, "breakdown": name, "cell": cell, **part}


def percent(value: int, of: int | None) -> str | None:
    """With two decimals, cut off (rule 1)."""
    if not of:
        return None
    hundredths = value * 10_000 // of
    return f"{hundredths // 100}.{hundredths % 100:02}"


def gaps(figure: Mapping[str, Any]) -> int:
    """How many things are missing; a person may lack more than one."""
    return Counter(figure["gaps"]).total()


def as_csv(found: list[dict[str, Any]]) -> str:
    return to_csv(COLUMNS, [[row[name] for name in COLUMNS] for row in found])


def as_json(found: list[dict[str, Any]]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
