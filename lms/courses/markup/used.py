"""What a page needs from elsewhere: found in its blocks, where it is sure to be shown."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from lms.courses.markup.tasks import tasks_in

_MEDIA = re.compile(r' (?:src|href)="\.\./media/([^"]+)"')
_TERM = re.compile(r' data-term="([^"]+)"')
_FOREIGN = re.compile(r'<a\b(?=[^>]* class="foreign")[^>]* href="([^"]+)"')


def uses_of(markdown: str, html: Iterable[str]) -> dict[str, list[Any]]:
    """What a text needs from elsewhere; `html` are its blocks as they are shown. `media` (names),
    `terms` (slugs) and `films` (addresses of those from elsewhere), each once and in their
    order; `tasks` as `tasks_in` makes them."""
    blocks = list(html)
    page = "\n".join(blocks)
    return {
        "media": _each(map(unescape, _MEDIA.findall(page))),
        "terms": _each(_TERM.findall(page)),
        "films": _each(map(unescape, _FOREIGN.findall(page))),
        "tasks": tasks_in(markdown, blocks),
    }


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
