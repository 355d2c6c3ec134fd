"""Films: those of the course, with captions; and those from elsewhere, which a reader asks for."""

import hashlib
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from lms.courses.dress.media import address, plain
from lms.courses.dress.page import Page, attributes, part
from lms.courses.markup import film_host, is_captions, media_name

_FILM = re.compile(
    r'(?:<p class="admonition-title">(?P<title>.*?)</p>\s*)?<p class="film">(?P<links>.*?)</p>'
    r'(?P<words>\s*<details class="transcript">.*?</details>)?',
    re.DOTALL,
)
_LINK = re.compile(r'<a\b((?:[^>"]|"[^"]*")*)>(.*?)</a>', re.DOTALL)
_NAME = re.compile(r"[\w-]{1,64}")
_EMBEDDED = {  # by what the host is called: a page of the film alone that tells the host the least
    "YouTube": "https://www.youtube-nocookie.com/embed/{}",
    "Vimeo": "https://player.vimeo.com/video/{}?dnt=1",
    "ARNES Video": "https://video.arnes.si/embed/{}",
}


class Track(NamedTuple):
    """The captions of a film in a language."""

    url: str
    language: str
    is_first: bool  # shown from the start


def films(html: str, page: Page) -> str:
    """The page with its films, each under the title of its box."""
    return _FILM.sub(lambda found: _film(found, page), html)


def frames(uses: Mapping[str, Any], play: str) -> str:
    """What the Content-Security-Policy of a page needs beside the house's own, when the film of
    this name is asked for: the host of that film, and nothing for one of the course."""
    for film in uses.get("films", ()):
        source = embedded(film)
        if source and name_of(film) == play:
            parts = urlsplit(source)
            return f"; frame-src {parts.scheme}://{parts.netloc}"
    return ""


def name_of(film: str) -> str:
    """What a film from elsewhere is called in the address of a page."""
    return hashlib.sha256(film.encode()).hexdigest()[:8]


def embedded(film: str) -> str | None:
    """The address under which a frame shows a film from elsewhere; None where there is no film."""
    host = film_host(film)
    if host is None:
        return None
    parts = urlsplit(film)
    wanted = parse_qs(parts.query).get("v", [""])[0] or parts.path.rstrip("/").rpartition("/")[2]
    return _EMBEDDED[host].format(wanted) if _NAME.fullmatch(wanted) else None


def _film(found: re.Match[str], page: Page) -> str:
    """Under its title the film, then what is said in it; where a reader wants small data, and did
    not ask for this film, what is said is open and comes first."""
    title = f'<p class="admonition-title">{found["title"]}</p>\n' if found["title"] else ""
    shown, words = _player(found, page), found["words"] or ""
    is_whole = words.count("<details") == 1  # none in it, with whose end this would end
    if page.small_data and is_whole and 'class="still later"' in shown:
        return title + words.replace("<details", "<details open", 1) + shown
    return title + shown + words


def _player(found: re.Match[str], page: Page) -> str:
    links = _LINK.findall(found["links"])
    if not links:  # of an older page
        return f'<p class="film">{found["links"]}</p>'
    (first, words), *others = links
    said = attributes(first)
    name = plain(found["title"] or words)
    if said.get("class") == "foreign":
        film = said.get("href", "")
        if film_host(film) is None:
            return f'<p class="film">{found["links"]}</p>'
        return _foreign(film, name, page)
    media = page.media.get(media_name(said.get("href", "")) or "")
    if media is None or not address(media):
        return f"<p>{part('no_file', Markup(words), page)}</p>"
    tracks = _tracks([attributes(tag).get("href", "") for tag, _words in others], page)
    shown = not page.small_data or page.play == media.name
    return part("film", media, address(media), tracks, unescape(name), page, shown=shown)


def _foreign(film: str, name: str, page: Page) -> str:
    source, play = embedded(film), name_of(film)
    is_asked = source is not None and page.play == play
    values = {"host": film_host(film), "play": play, "shown": is_asked}
    return part("foreign_film", film, source, unescape(name), page, **values)


def _tracks(sources: list[str], page: Page) -> list[Track]:
    tracks: list[Track] = []
    for source in filter(is_captions, sources):
        media = page.media.get(media_name(source) or "")
        if media is not None and address(media):
            lang = media.name.removesuffix(".vtt").rpartition(".")[2]
            is_code = re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", lang)
            lang = lang if is_code else page.language
            is_first = lang == page.language and not any(track.is_first for track in tracks)
            tracks.append(Track(address(media), lang, is_first))
    return tracks
