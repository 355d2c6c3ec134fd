"""Pictures, sounds and files of the course, where a text names them."""

import re

from markupsafe import Markup

from lms.courses.dress.page import Page, attributes, link_to, part
from lms.courses.markup import media_name
from lms.courses.models import Media

_PICTURE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
_LINK = re.compile(r'<a\b((?=[^>]* class="media)(?:[^>"]|"[^"]*")*)>(.*?)</a>', re.DOTALL)


def address(media: Media, width: int | None = None) -> str:
    """Where a file is loaded from; of a picture, one so many pixels wide. It changes when the file
    does."""
    about = {"media_id": media.id, "file_name": media.name, "v": media.file_id[:8], "w": width}
    return link_to("courses.media", **about)


def media(html: str, page: Page) -> str:
    """The page with its pictures, sounds and files."""
    html = _PICTURE.sub(lambda found: _picture(found[0], page), html)
    return _LINK.sub(lambda found: _file(found, page), html)


def _picture(tag: str, page: Page) -> str:
    said = attributes(tag)
    media = page.media.get(media_name(said.get("src", "")) or "")
    words = said.get("alt", "")
    if media is None or not address(media):
        return part("no_picture", words, page) if words.strip() else ""
    widths = [size.width for size in media.sizes]
    sources = [(address(media, width), width) for width in widths]
    if page.small_data and sources:
        source, _width = sources[0]
        return part("picture", media, source, [], words)
    if sources and media.width:
        sources.append((address(media), media.width))
    return part("picture", media, address(media), sources, words)


def _file(found: re.Match[str], page: Page) -> str:
    said, words = attributes(found[1]), Markup(found[2])
    media = page.media.get(media_name(said.get("href", "")) or "")
    if media is None or not address(media):
        return part("no_file", words, page)
    if media.kind == "audio":
        alone = "alone" in said.get("class", "").split()
        return part("sound", media, address(media), words, plain(words), page, alone=alone)
    return part("file", media, address(media), words, page)


def plain(html: str) -> str:
    """The words of a piece of the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
