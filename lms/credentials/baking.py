"""A badge inside of its picture (Open Badges 3.0, "baking"): SVG and PNG.

In SVG it is the text of an element, in PNG a chunk of text with the keyword `openbadgecredential`.
Pictures come from strangers: XML without entities, chunks counted and measured before anything is
unpacked, and nothing is ever drawn.
"""

import struct
import zlib
from collections.abc import Iterator

import defusedxml.ElementTree as Safe
from defusedxml.common import DefusedXmlException
from lxml import etree

from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG = "http://www.w3.org/2000/svg"
NAMESPACES = (NAMESPACE, "https://purl.imsglobal.org/spec/ob/v3p0")  # some write the second
TAGS = [f"{{{namespace}}}credential" for namespace in NAMESPACES]
OLD_TAG = "{http://openbadges.org}assertion"
KEYWORD = b"openbadgecredential"
OLD_KEYWORD = b"openbadges"
PNG = b"\x89PNG\r\n\x1a\n"
CHUNKS = 5_000
BROKEN = (Safe.ParseError, DefusedXmlException, ValueError, LookupError, RecursionError)


class Unbakeable(ValueError):
    """A picture that no badge can be put into."""


def into_svg(picture: bytes, payload: str) -> bytes:
    """A picture with a badge in it; one that was in it before is replaced. Raises Unbakeable."""
    try:
        Safe.fromstring(picture, forbid_dtd=True)
        root = etree.fromstring(picture, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, *BROKEN) as error:
        raise Unbakeable("not an SVG") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Unbakeable("not an SVG")
    for before in list(root.iter(*TAGS)):
        before.getparent().remove(before)
    others = {prefix: name for prefix, name in root.nsmap.items() if name != NAMESPACE}
    named = etree.Element(root.tag, dict(root.attrib), {**others, "openbadges": NAMESPACE})
    baked = etree.SubElement(named, TAGS[0])
    if payload.lstrip().startswith("{"):
        baked.text = etree.CDATA(payload) if "]]>" not in payload else payload
    else:
        baked.set("verify", payload)
    named.text = root.text
    named.extend(root)
    return etree.tostring(named, xml_declaration=True, encoding="utf-8")


def into_png(picture: bytes, payload: str) -> bytes:
    """A picture with a badge in it; one that was in it before is replaced. Raises Unbakeable."""
    try:
        pieces = list(chunks(picture))
    except Unreadable as error:
        raise Unbakeable("not a PNG") from error
    kept = [piece for piece in pieces if not (piece[0] in TEXTS and keyword(piece[1]) == KEYWORD)]
    text = b"iTXt", KEYWORD + b"\0\0\0\0\0" + payload.encode()
    return PNG + b"".join(written(*piece) for piece in (kept[0], text, *kept[1:]))


TEXTS = (b"iTXt", b"tEXt", b"zTXt")


def written(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, first IHDR, last IEND, each with its right sum. Raises Unreadable: also
    where something follows the end, for that could be a second badge."""
    at, count, kind = len(PNG), 0, b""
    if not picture.startswith(PNG):
        raise Unreadable(Code.DAMAGED)
    while kind != b"IEND":
        head = picture[at : at + 8]
        length = int.from_bytes(head[:4], "big")
        content, kind = picture[at + 8 : at + 8 + length], head[4:]
        check = picture[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + content) != int.from_bytes(check, "big"):
            raise Unreadable(Code.DAMAGED)
        if count > CHUNKS or (kind == b"IHDR") != (count == 0):
            raise Unreadable(Code.DAMAGED)
        yield kind, content
        at, count = at + 12 + length, count + 1
    if at != len(picture):
        raise Unreadable(Code.DAMAGED)


def keyword(content: bytes) -> bytes:
    return content.split(b"\0", 1)[0]


def out_of_png(picture: bytes) -> list[str]:
    """The badges in a PNG. Raises Unreadable."""
    found = []
    for kind, content in chunks(picture):
        if kind not in TEXTS or keyword(content).lower() not in (KEYWORD, OLD_KEYWORD):
            continue
        if keyword(content) == OLD_KEYWORD:
            raise Unreadable(Code.OLD_BADGE)
        if kind != b"iTXt" or keyword(content) != KEYWORD:
            raise Unreadable(Code.DAMAGED)
        found.append(text_of(content[len(KEYWORD) + 1 :]))
    return found


def text_of(rest: bytes) -> str:
    """The text of an iTXt chunk: compressed or not, method, language, translated keyword, text. The
    standard forbids to compress a badge."""
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 4 or len(parts) != 3 or rest[:2] != b"\0\0":
        raise Unreadable(Code.DAMAGED)
    try:
        return parts[2].decode()
    except UnicodeDecodeError:
        raise Unreadable(Code.NOT_TEXT) from None


def out_of_svg(picture: bytes) -> list[str]:
    """The badges in an SVG, wherever in it they stand. Raises Unreadable."""
    try:
        root = Safe.fromstring(picture, forbid_dtd=True)
    except BROKEN:
        raise Unreadable(Code.DAMAGED) from None
    if root.tag != f"{{{SVG}}}svg":
        raise Unreadable(Code.NO_BADGE)
    if next(root.iter(OLD_TAG), None) is not None:
        raise Unreadable(Code.OLD_BADGE)
    found = []
    for element in (one for tag in TAGS for one in root.iter(tag)):
        texts = [text for text in (element.get("verify"), element.text) if text and text.strip()]
        if len(texts) > 1 or len(element):
            raise Unreadable(Code.TWO_BADGES)
        found += [text.strip() for text in texts]
    return found
