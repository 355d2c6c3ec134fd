"""What a page needs from elsewhere: found in its blocks, where it is sure to be shown."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from lms.courses.markup.names import film_host

_MEDIA = re.compile(r' (?:src|href)="\.\./media/([^"]+)"')
_TERM = re.compile(r' data-term="([^"]+)"')
_FOREIGN = re.compile(r'<a\b(?=[^>]* class="foreign")[^>]* href="([^"]+)"')
_TASK = re.compile(
    r'<div (?=[^>]*data-kind="([^"]+)")(?=[^>]*data-flags="([^"]*)")[^>]*data-key="([^"]+)"[^>]*>'
    r'(?:\s*<p class="admonition-title">(.*?)</p>)?',
    re.DOTALL,
)


def uses_of(html: Iterable[str]) -> dict[str, list[Any]]:
    """What these blocks of a page name: `media` (names), `terms` (slugs), `films` (what the hosts
    of films from elsewhere are called), each once and in their order; `tasks`, each with `key`,
    `kind` (task or reflection), `file` and `peer` (whether a file may be handed in, whether another
    person reads it) and `title`."""
    page = "\n".join(html)
    hosts = [film_host(unescape(address)) for address in _FOREIGN.findall(page)]
    return {
        "media": _each(map(unescape, _MEDIA.findall(page))),
        "terms": _each(_TERM.findall(page)),
        "films": _each(host for host in hosts if host),
        "tasks": [_task(*found) for found in _TASK.findall(page)],
    }


def _task(kind: str, flags: str, key: str, title: str) -> dict[str, Any]:
    words = " ".join(unescape(re.sub(r"<[^>]*>", "", title)).split())
    given = flags.split()
    return {
        "key": key, "kind": kind, "file": "file" in given, "peer": "peer" in given, "title": words,
    }  # fmt: skip


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
