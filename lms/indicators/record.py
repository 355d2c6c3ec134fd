"""Figures as they are kept: plain values, and a digest over them and their members."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from lms.indicators.members import Figure

Line = tuple[str, str, date | str | None, Mapping[str, str], int]  # code, key, on, cells, size


def plain(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """As `Count.values` keeps them: code -> figures."""
    return {code: _plain(one) for code, one in figures.items()}


def _plain(one: Figure) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "of": one.of,
        "answered": one.answered,
        "by": {name: dict(cells) for name, cells in one.by.items()},
        "gaps": dict(sorted(Counter(gap.gap for gap in one.gaps).items())),
        "target": str(one.target) if one.target is not None else None,
    }


def lines(figures: Mapping[str, Figure]) -> list[Line]:
    """The members of all figures, as the digest takes them."""
    return [
        (code, m.key, m.on, m.cells, m.size) for code, one in figures.items() for m in one.members
    ]


def digest(values: Mapping[str, Any], rows: Iterable[Line]) -> str:
    """SHA-256 in hex, over canonical JSON: keys in order, no spaces. The order of the rows does not
    matter; they name people by stable keys, so erasing somebody changes nothing."""
    told = sorted(
        [code, key, on.isoformat() if isinstance(on, date) else on, sorted(cells.items()), size]
        for code, key, on, cells, size in rows
    )
    text = json.dumps(
        {"values": values, "members": told}, ensure_ascii=False, sort_keys=True,
        separators=(",", ":"),
    )  # fmt: skip
    return sha256(text.encode()).hexdigest()
