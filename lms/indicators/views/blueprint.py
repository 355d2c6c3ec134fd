"""What the views of this package share."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint

from lms.i18n import in_words
from lms.indicators.queries.titles import titles

bp = Blueprint("indicators", __name__)


@bp.app_template_global()
def part_titles(by: str, cells: Iterable[Any]) -> dict[str, str]:
    """How programmes and organisations are called that are parts of a figure, by slug."""
    return {
        slug: in_words(name) for slug, name in titles(by, [cell.name for cell in cells]).items()
    }
