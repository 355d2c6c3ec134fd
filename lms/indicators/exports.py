"""The figures of a set as rows: for the terminal, and for files (docs/formats/indicators.md)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from lms.errors import Refused
from lms.i18n import in_words
from lms.indicators.members import evaluate
from lms.indicators.models import SetVersion
from lms.indicators.queries import sets
from lms.indicators.queries.facts import gather
from lms.indicators.sets import Set
from lms.indicators.union import as_counted, told
from lms.projects.models import Project
from lms.tables import to_csv

COLUMNS = (
    "set", "version", "project", "to", "indicator", "kind", "title", "breakdown", "cell", "value",
    "of", "percent", "gaps",
)  # fmt: skip
# of a span: its first day, and beside what there is since the beginning what is new in it
OF_SPAN = (*COLUMNS[:3], "from", *COLUMNS[3:9], "in_period", *COLUMNS[9:])


def counted(
    slug: str, project: Project, until: date, since: date | None = None
) -> list[dict[str, Any]]:
    """A set counted for a project up to and with a day, now; with `since` also what is new from
    that day on. Nothing is kept. Raises Refused where there is no such set."""
    found = sets.set_(slug)
    if found is None:
        known = ", ".join(one.slug for one in sets.sets()) or "–"
        said = _(
            "There is no set of indicators %(slug)s. Known: %(known)s.", slug=slug, known=known
        )
        raise Refused(said)
    asked = sets.content(found.version)
    values = told(asked, as_counted(evaluate(asked, gather(project.id, until))), since)
    return list(rows(found.slug, found.version, asked, project, (since, until), values))


def rows(
    slug: str,
    version: SetVersion,
    asked: Set,
    project: Project,
    days: tuple[date | None, date],
    values: Mapping[str, Any],
) -> Iterator[dict[str, Any]]:
    """A row for each figure, and below it one for each part; by the names of COLUMNS, of a span by
    those of OF_SPAN. `values` are those of a count (lms/indicators/record.py)."""
    since, until = days
    for one in asked.indicators:
        figure = values[one.code]
        common = {
            "set": slug,
            "version": version.number,
            "project": project.slug,
            **({"from": since.isoformat()} if since else {}),
            "to": until.isoformat(),
            "indicator": one.code,
            "kind": one.kind,
            "title": in_words(one.title),
        }
        new = figure.get("new")
        whole = {
            **({"in_period": new and new["value"]} if since else {}),
            "value": figure["value"],
            "of": figure["of"],
            "percent": percent(figure["value"], figure["of"]),
            "gaps": gaps(figure),
        }
        yield {**common, "breakdown": None, "cell": None, **whole}
        for name, cells in figure["by"].items():
            for cell, value in cells.items():
                of_part = new["by"].get(name, {}).get(cell, 0) if new else None
                part = {
                    **({"in_period": of_part} if since else {}),
                    "value": value,
                    "of": None,
                    "percent": None,
                    "gaps": None,
                }
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


def as_csv(found: list[dict[str, Any]], since: date | None = None) -> str:
    columns = OF_SPAN if since else COLUMNS
    return to_csv(columns, [[row[name] for name in columns] for row in found])


def as_json(found: list[dict[str, Any]]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
