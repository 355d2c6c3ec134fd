"""Pictures and files of the course in a text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from lms.courses.markup.names import media_name


class Pictures(Treeprocessor):
    """A picture of the course stays one, and with its caption where it stands alone. One from
    elsewhere becomes a link with its words."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for picture in [part for part in parent if part.tag == "img"]:
                if media_name(picture.get("src", "")):
                    _kept(parent, picture)
                else:
                    _linked(picture)
        _flatten_links(root)


def _kept(parent: Element, picture: Element) -> None:
    caption = picture.attrib.pop("title", None)
    if parent.tag == "p" and is_alone(parent, picture):
        parent.tag = "figure"
        parent.attrib.clear()
        parent.set("class", "picture")
        parent.text = picture.tail = None
        if caption:
            SubElement(parent, "figcaption").text = caption


def _linked(picture: Element) -> None:
    address = picture.get("src", "")
    picture.tag, picture.text = "a", picture.get("alt") or address
    picture.attrib.clear()
    picture.set("href", address)


def _flatten_links(root: Element) -> None:
    """A link in a link (a picture that was one, a term) keeps its words only."""
    for outer in root.iter("a"):
        for inner in [part for part in outer.iter("a") if part is not outer]:
            inner.tag = "span"
            inner.attrib.clear()


class Links(Treeprocessor):
    """A link to a file of the course says how it stands: alone in its paragraph, at its end, or
    among words. What kind of file it is, the page knows that shows it."""

    def run(self, root: Element) -> None:
        for parent in root.iter():
            for link in links_of(parent):
                if "media" in link.get("class", "").split():
                    continue
                place = ""
                if parent.tag == "p":
                    last = parent[-1] is link and not (link.tail or "").strip()
                    place = " last" if last else ""
                    place = " alone" if is_alone(parent, link) else place
                link.set("class", f"media{place}")


def links_of(parent: Element) -> Iterator[Element]:
    for part in parent:
        if part.tag == "a" and media_name(part.get("href", "")):
            yield part


def is_alone(parent: Element, part: Element) -> bool:
    """Whether an element is all that its parent has."""
    around = (parent.text or "") + (part.tail or "")
    return len(parent) == 1 and not around.strip()
