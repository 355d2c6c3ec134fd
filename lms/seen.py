"""What somebody has seen: a page says it with what it sends, so that nobody saves over what another
one made of it meanwhile."""

import hashlib
import json
from typing import Any


def sign_of(what: Any) -> str:
    """A short sign of plain values (lists, maps, texts, numbers), whatever the order of the keys;
    another one where they are not so any more."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]
