"""Places on a picture: in QTI in pixels of any shape, here round, in hundredths."""

import io
from fractions import Fraction
from xml.etree.ElementTree import Element

from flask_babel import gettext as _
from PIL import Image

from lms.questions.formats.figures import number
from lms.questions.formats.incoming import Incoming
from lms.questions.formats.qti.declared import Marking
from lms.questions.formats.qti.interactions import Plain, Unfit, id_of, worth
from lms.questions.formats.qti.nodes import all_of, html_of, words_of

LEAST, MOST = Fraction(1), Fraction(50)  # of a radius


def hotspot(element: Element, marking: Marking, incoming: Incoming) -> Plain:
    picture = next(all_of(element, "object", "img"), None)
    if picture is None:
        raise Unfit(_("Its picture is missing."))
    holder = Element("div")
    holder.append(picture)
    face = incoming.face(html_of(holder), text="words")
    if "picture" not in face:
        raise Unfit(_("Its picture is missing."))
    size = _size(picture, incoming, face["picture"])
    declared = marking.of(element)
    shares = (
        declared.shares() if marking.is_mapped else dict.fromkeys(declared.right(), Fraction(1))
    )
    if len(declared.correct) > 1 and declared.cardinality != "single" and not marking.is_mapped:
        incoming.changed(_("One of its right places is enough here."))
    nodes = [one for one in all_of(element, "hotspotchoice") if one.get("shape") != "default"]
    spots = []
    for one in nodes:
        share = max(shares.get(one.get("identifier", ""), Fraction(0)), Fraction(0))
        label = one.get("hotspotlabel") or words_of(one)
        words = {"words": {incoming.language: label}} if label else {}
        spots.append({**id_of(one, nodes), **_place(one, size, incoming), **worth(share), **words})
    seen: Plain = {key: face[key] for key in ("picture", "picture_words") if key in face}
    return {"type": "hotspot", "spots": spots, **seen}


def _size(picture: Element, incoming: Incoming, address: str) -> tuple[Fraction, Fraction]:
    """Width and height in pixels, as the item says them or as the picture has them."""
    width, height = number(picture.get("width")), number(picture.get("height"))
    if not width or not height:
        content = incoming.files.get(address.rpartition("/")[2], b"")
        try:
            with Image.open(io.BytesIO(content)) as image:  # reads its head only
                width, height = Fraction(image.width), Fraction(image.height)
        except (OSError, ValueError, Image.DecompressionBombError):
            raise Unfit(_("How large its picture is, is not said.")) from None
    if width <= 0 or height <= 0:
        raise Unfit(_("How large its picture is, is not said."))
    return width, height


def _place(one: Element, size: tuple[Fraction, Fraction], incoming: Incoming) -> Plain:
    shape = one.get("shape", "")
    figures = [number(part) for part in one.get("coords", "").replace(",", " ").split()]
    at = [part for part in figures if part is not None]
    if len(at) != len(figures) or len(at) < (3 if shape == "circle" else 4):
        raise Unfit(_("One of its places is not said in numbers."))
    if shape != "circle":
        incoming.changed(_("All places are round here: other shapes were taken by their middle."))
    x, y, radius = _middle(shape, at)
    width, height = size
    radius = min(max(radius * 100 / width, LEAST), MOST)
    inside = [
        min(max(part, Fraction(0)), Fraction(100)) for part in (x * 100 / width, y * 100 / height)
    ]
    return {"x": _told(inside[0]), "y": _told(inside[1]), "radius": _told(radius)}


def _middle(shape: str, at: list[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    if shape == "circle":
        return at[0], at[1], at[2]
    if shape == "ellipse":
        return at[0], at[1], min(at[2], at[3])
    xs, ys = at[0::2], at[1::2]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return (left + right) / 2, (top + bottom) / 2, min(right - left, bottom - top) / 2


def _told(value: Fraction) -> str:
    """Hundredths of hundredths are exact enough for a finger."""
    return str(round(value, 2))
