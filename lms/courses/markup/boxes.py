"""Boxes that are more than a frame: films with their transcript, tasks; and lists to tick."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from lms.courses.markup.names import FLAGS, KEY, film_host, is_captions, is_film, task_parts
from lms.courses.markup.own import words_of

_BLOCKS = {"p", "ul", "ol", "dl", "div", "blockquote", "pre", "table", "figure"}
_OPEN, _TICKED = "[ ] ", ("[x] ", "[X] ")


class Films(Treeprocessor):
    """A film stands first in its box, with its captions; what else the box says is its transcript,
    to be opened. `transcript` is what that is called."""

    def __init__(self, md: Markdown, transcript: str) -> None:
        super().__init__(md)
        self.transcript = transcript

    def run(self, root: Element) -> None:
        for box in list(root.iter("div")):
            if words_of(box)[:1] == ["video"]:
                self.film(box)

    def film(self, box: Element) -> None:
        links = [(parent, link) for parent in box.iter() for link in parent if link.tag == "a"]
        films = [pair for pair in links if is_film(pair[1].get("href", ""))][:1]
        if not films:
            return
        shown = films + [pair for pair in links if is_captions(pair[1].get("href", ""))]
        for parent, link in shown:
            _take_out(parent, link)
        title, rest = _parted(box)
        for part in list(box):
            box.remove(part)
        box.extend(title)
        place = SubElement(box, "p", {"class": "film"})
        for _parent, link in shown:
            foreign = film_host(link.get("href", "")) is not None
            link.set("class", "foreign" if foreign else "media")
            place.append(link)
        if rest:
            told = SubElement(box, "details", {"class": "transcript"})
            SubElement(told, "summary").text = self.transcript
            told.extend(rest)


def _take_out(parent: Element, link: Element) -> None:
    """Takes a link out of its paragraph; the words around it stay."""
    place = list(parent).index(link)
    parent.remove(link)
    tail, link.tail = link.tail or "", None
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _parted(box: Element) -> tuple[list[Element], list[Element]]:
    """The title of a box, and the rest of it without what is empty now."""
    parts = list(box)
    title = [part for part in parts[:1] if part.get("class") == "admonition-title"]
    rest = parts[len(title) :]
    return title, [part for part in rest if len(part) or (part.text or "").strip()]


class Tasks(Treeprocessor):
    """A task has a key, by which answers find it again, and a slot for where they stand. Without a
    key, with one that is taken, or inside something else, it is a box to read."""

    def run(self, root: Element) -> None:
        keys: set[str] = set()
        alone = set(root)
        for box in list(root.iter("div")):
            words = words_of(box)
            if words[:1] and words[0] in FLAGS:
                box.set("class", "admonition task")
                kind, flags, rest = task_parts(words)
                key = rest[0] if len(rest) == 1 and KEY.fullmatch(rest[0]) else ""
                if key and key not in keys and box in alone:
                    keys.add(key)
                    mark(box, kind, flags, key)


def mark(box: Element, kind: str, flags: list[str], key: str) -> None:
    box.set("id", f"task-{key}")
    box.set("data-kind", kind)
    box.set("data-key", key)
    box.set("data-flags", " ".join(sorted(set(flags))))
    SubElement(box, "div", {"class": "slot", "data-key": key})


class Checklists(Treeprocessor):
    """An item that begins with "[ ]" can be ticked: its words are the label of a box to tick."""

    def run(self, root: Element) -> None:
        for items in [part for part in root.iter() if part.tag in ("ul", "ol")]:
            ticked = [_labelled(place) for item in items for place in _beginnings(item)]
            if any(ticked):
                items.set("class", "checklist")


def _beginnings(item: Element) -> Iterator[Element]:
    """Where the words of an item begin: in itself, or in its first paragraph."""
    first = item[0] if len(item) and not (item.text or "").strip() else None
    yield first if first is not None and first.tag == "p" else item


def _labelled(place: Element) -> bool:
    text = (place.text or "").lstrip()
    if not text.startswith((_OPEN, *_TICKED)):
        return False
    label = Element("label", {"class": "check"})
    label.text, place.text = text[len(_OPEN) :], None
    for part in list(place):
        if part.tag in _BLOCKS:
            break
        place.remove(part)
        label.append(part)
    place.insert(0, label)
    return True
