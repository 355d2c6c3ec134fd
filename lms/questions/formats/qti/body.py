"""Builds the body of an item of QTI 3: words, pictures, sounds."""

import io
import mimetypes
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from PIL import Image

from lms.questions.formats.outgoing import Outgoing
from lms.questions.formats.own import readable
from lms.questions.shape import Face

NO_SIZE = (100, 100)


def node(parent: Element | None, name: str, text: str = "", /, **values: Any) -> Element:
    """An element of QTI; `base_type=` is the attribute base-type."""
    told = {key.rstrip("_").replace("_", "-"): _told(value) for key, value in values.items()}
    tag = f"qti-{name}"
    element = Element(tag, told) if parent is None else SubElement(parent, tag, told)
    if text:
        lines(element, text)
    return element


def _told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else readable(str(value))


def lines(parent: Element, text: str) -> None:
    """Words with their line ends, after what stands in an element already."""
    first, *more = readable(text).split("\n")
    _append(parent, first)
    for line in more:
        SubElement(parent, "br").tail = line


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def words(parent: Element, texts: Mapping[str, str], out: Outgoing) -> None:
    lines(parent, out.words(texts))


def seen(parent: Element, face: Face, out: Outgoing) -> None:
    """What is seen and heard of a face: one recording, that of the language of the export."""
    if face.text:
        lines(parent, out.words(face.text))
    if face.picture:
        picture(parent, face, out)
    if face.audio:
        address = face.audio.get(out.language) or next(iter(face.audio.values()))
        audio = SubElement(parent, "audio", {"controls": "controls"})
        kind = mimetypes.guess_type(address)[0] or "audio/mpeg"
        SubElement(audio, "source", {"src": f"../media/{out.file(address)}", "type": kind})


def picture(parent: Element, face: Face, out: Outgoing, sized: bool = False) -> tuple[int, int]:
    """A picture; and its width and height in pixels, where they are asked for."""
    name = out.file(face.picture or "")
    told = {"src": f"../media/{name}", "alt": out.words(face.words)}
    size = _size(out.files.get(name, b"")) if sized else NO_SIZE
    if sized:
        told |= {"width": str(size[0]), "height": str(size[1])}
    SubElement(parent, "img", told)
    return size


def _size(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return NO_SIZE


def ident(name: str) -> str:
    """An identifier of QTI; none of ours begins with an underline."""
    return name if name[0].isalpha() else f"_{name}"
