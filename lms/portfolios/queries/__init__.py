"""Portfolios: what there is, what waits, what was decided."""

from lms.portfolios.queries.decisions import portfolio
from lms.portfolios.queries.groups import (
    Cell,
    in_group,
    of_group,
    waiting_for,
    waiting_in,
)
from lms.portfolios.queries.items import (
    item,
    items_of,
    modules_of,
    programme_kept,
    returned_to,
    rubric,
)

__all__ = [
    "Cell", "in_group", "item", "items_of", "modules_of", "of_group", "portfolio",
    "programme_kept", "returned_to", "rubric", "waiting_for", "waiting_in",
]  # fmt: skip
