"""The words of HTML, its pictures and its sounds. Everything else is left out, and that is said."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3
from flask_babel import gettext as _

LONGEST = 50_000  # characters of one text, without pictures that are written in it
APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
BLOCKS = APART | {"div", "li", "tr", "section"}  # those above have an empty line around them
SIMPLE = frozenset({"p", "div", "br", "span", "img", "audio", "source", "lang", "a", "html"})
EMBEDDED = frozenset({"video", "iframe", "object", "embed", "svg", "math", "canvas"})
FORMATTING = frozenset({
    "b", "i", "u", "s", "em", "strong", "small", "big", "tt", "sub", "sup", "code", "font", "mark",
    "del", "ins", "hr", "center", "tbody", "thead", "tfoot", "td", "th", "caption", "figure",
    "figcaption", "dl", "dt", "dd", "abbr", "cite", "q", "kbd", "var", "label",
})  # fmt: skip
ALL = BLOCKS | SIMPLE | EMBEDDED | FORMATTING
VALUES = {"*": {"lang", "class", "style", "src", "href", "alt", "data"}}
SCHEMES = {"http", "https", "data", "file", "ftp", "blob", "javascript"}  # to tell, not to follow
SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
MLANG = re.compile(r"\{mlang(?:\s([A-Za-z_-]{2,20}))?\}")
WRITTEN_IN = re.compile(r"data:[a-z]{1,20}/[A-Za-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=\s]+")
SOUND = re.compile(r"\.(mp3|m4a|ogg|oga|opus|wav|webm|aac|flac)$", re.IGNORECASE)
COUNTRY = re.compile(r"-([A-Za-z]{2}|[0-9]{3})$")
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(slots=True)
class Said:
    """What a piece of HTML says. `pictures`: (address, what it shows); `sounds`: (language,
    address)."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    sounds: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def tongue(code: str) -> str:
    """A language without its country ("sl" for sl-SI); empty where it is none."""
    code = COUNTRY.sub("", code.replace("_", "-"))
    return code if CODE.fullmatch(code) else ""


def said(html: str, language: str) -> Said:
    """Reads HTML. Words in no language are in `language`; several languages stand as Moodle's
    multi-language filters write them (span with the class multilang, or {mlang xx})."""
    written: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        written.append(found[0])
        return f"data:{len(written) - 1}"

    html = WRITTEN_IN.sub(put_aside, html)
    if len(html) > LONGEST:
        return Said(texts={language: html})  # longer than any question: refused by who reads it
    reader = _Reader(language)
    reader.feed(_well_formed(MLANG.sub(_as_span, html)))
    reader.close()
    if SCRIPT.search(html):
        reader.lose("embed")
    found = reader.found()
    found.pictures = [(_back(where, written), words) for where, words in found.pictures]
    found.sounds = [(code, _back(where, written)) for code, where in found.sounds]
    return found


def _well_formed(html: str) -> str:
    """HTML in which all that is opened is closed: Python's parser alone takes minutes over some
    that is not."""
    return nh3.clean(
        html, tags=set(ALL), attributes=VALUES, clean_content_tags={"script", "style", "title"},
        url_schemes=SCHEMES, link_rel=None,
    )  # fmt: skip


def _back(address: str, written: list[str]) -> str:
    place = address.removeprefix("data:")
    here = address != place and place.isdecimal() and int(place[:9]) < len(written)
    return written[int(place[:9])] if here else address


def _as_span(found: re.Match[str]) -> str:
    if not found[1]:
        return "</span>"
    return f'<span class="multilang" lang="{"" if found[1] == "other" else found[1]}">'


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.result = Said()
        self.parts: list[tuple[str | None, str]] = []
        self.spans: list[str | None] = []  # the language of each span that is open
        self.verbatim = 0
        self.link = ""

    @property
    def spoken(self) -> str | None:
        return next((code for code in reversed(self.spans) if code), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "pre":
            self.verbatim += 1
        self.lose(tag, "style" in values)
        if tag in ("span", "lang"):
            self.spans.append(self._language_of(tag, values))
        elif tag == "br":
            self._say("\n")
        elif tag in BLOCKS:
            self._say("\n\n" if tag in APART else "\n")
            self._say("- " if tag == "li" else "")
        elif tag in ("td", "th"):
            self._say(" ")
        else:
            self._address(tag, values)

    def _address(self, tag: str, values: dict[str, str]) -> None:
        """What is shown or heard, and where links lead."""
        where = values.get("src") or values.get("href") or values.get("data") or ""
        if tag == "img" and where:
            self.result.pictures.append((where, values.get("alt", "").strip()))
        elif where and (tag in ("audio", "source") or (tag == "a" and SOUND.search(where))):
            self.result.sounds.append((self.spoken or self.language, where))
        elif tag == "a":
            self.link = where if where.startswith(("http://", "https://")) else ""

    def _language_of(self, tag: str, values: dict[str, str]) -> str | None:
        code = tongue(values.get("lang", ""))
        if tag != "lang" and "multilang" not in values.get("class", "").split():
            return None
        return code or self.language

    def lose(self, tag: str, styled: bool = False) -> None:
        if tag in EMBEDDED:
            self._note(_("What was embedded in the text (a film, a formula, a page) was left out."))
        elif tag not in SIMPLE or styled:
            self._note(_("Formatting was taken out. The words are kept as plain text."))

    def _note(self, words: str) -> None:
        if words not in self.result.lost:
            self.result.lost.append(words)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self.verbatim = max(0, self.verbatim - 1)
        elif tag in ("span", "lang") and self.spans:
            self.spans.pop()
        elif tag == "a" and self.link:
            if self.link not in (self.parts[-1][1] if self.parts else ""):
                self._say(f" ({self.link})")
            self.link = ""
        if tag in BLOCKS:
            self._say("\n\n" if tag in APART else "\n")

    def handle_data(self, data: str) -> None:
        self._say(data if self.verbatim else SPACES.sub(" ", data))

    def _say(self, words: str) -> None:
        if words:
            self.parts.append((self.spoken, words))

    def found(self) -> Said:
        codes = list(dict.fromkeys(code for code, words in self.parts if code and words.strip()))
        for code in codes or [self.language]:
            words = tidy("".join(text for of, text in self.parts if of in (None, code)))
            if words:
                self.result.texts[code] = words
        return self.result


def tidy(text: str) -> str:
    """Words with at most one empty line between them, and no spaces at the ends of lines."""
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]{2,}", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
