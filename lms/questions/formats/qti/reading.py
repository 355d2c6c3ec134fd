"""Reads QTI: an item alone, or a package of them."""

import json
import posixpath
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats import own
from lms.questions.formats.found import Outcome, Unreadable
from lms.questions.formats.guarded import local, tree
from lms.questions.formats.incoming import Incoming, Names, renamed
from lms.questions.formats.qti.interactions import Unfit
from lms.questions.formats.qti.item import plain_of
from lms.questions.formats.qti.nodes import one_name, short
from lms.questions.formats.qti.package import Package
from lms.questions.formats.taking import Collector
from lms.questions.media import media_in

OURS = "inclusion-lms.json"
MANIFEST = "imsmanifest.xml"
ZIP = b"PK\x03\x04"


def read(content: bytes, language: str) -> Outcome:
    """The questions of a QTI file. Raises Unreadable."""
    found = Collector(language)
    if content.startswith((ZIP, b"PK\x05\x06")):
        _package(Package(content), found)
    else:
        root = _item(content)
        item = root.get("title") or root.get("identifier") or _("Question %(place)s", place=1)
        incoming = Incoming(language, Names(), lambda _name: None)
        _take(found, item, root, incoming)
    return found.outcome


def _item(content: bytes) -> Element:
    """The root of an item. Raises Unreadable where it is something else."""
    root = tree(content)
    name = short(local(root))
    if name == "assessmentitem":
        return root
    if name in ("questestinterop", "item"):
        raise Unreadable(_("This is QTI 1. Export it as QTI 2.1, 2.2 or 3.0."))
    if name in ("assessmenttest", "manifest"):
        raise Unreadable(_("This file only lists questions. Bring the whole package (zip)."))
    raise Unreadable(_("This XML is no QTI: it does not begin with an assessment item."))


def _package(package: Package, found: Collector) -> None:
    ours, names = _ours(package), Names()
    hrefs = _hrefs(package, found)
    faults = []
    for href in hrefs:
        try:
            content = package.bytes_of(href)
            if content is None:
                raise Unreadable(_("It is in the list of the package, but not in the package."))
            root = _item(content)
        except Unreadable as why:
            faults.append(why)
            found.dropped(href[:200], str(why))
            continue
        item = (root.get("title") or root.get("identifier") or href)[:200]
        incoming = Incoming(found.language, names, _source(package, href))
        plain, changes = own.believed(ours.get(href), own.digest(root))
        if plain is not None:
            found.take(item, *_with_files(plain, package, names))
        else:
            incoming.changes += changes
            _take(found, item, root, incoming)
    if not hrefs:
        raise Unreadable(_("There are no QTI items in this package."))
    if len(faults) == len(hrefs):
        raise faults[0]


def _hrefs(package: Package, found: Collector) -> list[str]:
    """The names of the items: those of the manifest, in its order; without one, all that are."""
    manifest = next(
        (name for name in package.entries if posixpath.basename(name) == MANIFEST), None
    )
    if manifest is None:
        return [name for name in package.entries if name.lower().endswith(".xml")]
    content = package.bytes_of(manifest)
    hrefs = []
    for resource in tree(content or b"").iter():
        kind, href = resource.get("type", "").lower(), resource.get("href")
        if local(resource) != "resource" or not href:
            continue
        if kind.startswith(("imsqti_item", "imsqti_apipitem")):
            hrefs.append(package.near(manifest, href) or href)
        elif kind.startswith(("imsqti_test", "imsqti_assessment")):
            found.changed(href, _("Of a test only its questions are taken, not how it is made up."))
        elif kind.startswith("imsqti_xmlv1"):
            raise Unreadable(_("This is QTI 1. Export it as QTI 2.1, 2.2 or 3.0."))
    return list(dict.fromkeys(hrefs))


def _source(package: Package, href: str) -> Callable[[str], bytes | None]:
    def source(name: str) -> bytes | None:
        near = package.near(href, name)
        return package.bytes_of(near) if near else None

    return source


def _ours(package: Package) -> dict[str, str]:
    """What this platform wrote beside the items, by the name of the item."""
    try:
        found = json.loads(package.bytes_of(OURS) or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): text for name, text in found.items() if isinstance(text, str)}


def _with_files(
    ours: dict[str, Any], package: Package, names: Names
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A question that was exported here, and the media that it names."""
    wanted = {address.rpartition("/")[2] for address in media_in(ours)}
    found = {name: package.bytes_of(f"media/{name}") or b"" for name in sorted(wanted)}
    now = {name: names.fit(name, content) for name, content in found.items() if content}
    return renamed(ours, now), {now[name]: found[name] for name in now}


def _take(found: Collector, item: str, root: Element, incoming: Incoming) -> None:
    try:
        plain = plain_of(one_name(root), incoming)
    except Unfit as why:
        found.dropped(item, str(why))
    else:
        name = root.get("title") or root.get("identifier") or ""
        found.take(item, plain, incoming.files, incoming.changes, name=name)
