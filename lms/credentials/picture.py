"""The picture of a badge: a dial with one piece for each unit of the programme, those that were
attended in gold; in its middle the sign of the track, and below it what was done, where, how long.

Pure: words and colours are given. One SVG of a few KB that needs no font, file or script, has words
for who cannot see it, and looks the same on a dark page as on paper.
"""

import textwrap
import unicodedata
from collections.abc import Iterator
from math import cos, pi, sin
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

SIZE, MIDDLE = 480, 240
RING = 217  # the radius of the dial
MOST_PIECES = 120
GAP = 0.045  # between two pieces, as an angle, or a third of the piece
WIDTH, LINES = 19, 3  # letters in a line of the title, and lines
GOLD, WHITE, INK = "#ffcf3f", "#ffffff", "#131c33"
FONTS = "'Noto Sans','Noto Naskh Arabic',system-ui,sans-serif"
SIGNS = {  # in a square of 100, drawn as lines: a town hall, an open book, a way to the sun
    "authority": "M14 88h72M20 88V44M80 88V44M38 88V52M62 88V52M12 44h76L50 16z",
    "teacher": "M50 30c-10-8-24-10-38-9v56c14-1 28 1 38 9 10-8 24-10 38-9V21c-14-1-28 1-38 9zv56",
    "migrant": "M30 60a20 20 0 0140 0M12 60h76M50 14v12M18 27l9 9m55-9-9 9M44 60 28 92m28-32 16 32",
}


class Badge(NamedTuple):
    """What the picture says. `done` and `asked` are minutes; `direction` is `ltr` or `rtl`."""

    track: str
    title: str
    organisation: str
    hours: str  # "49 of 60 hours of 45 min"
    words: str  # all of it, for who cannot see the picture
    colour: str  # "#rrggbb"
    done: int
    asked: int
    unit_minutes: int
    lang: str = "en"
    direction: str = "ltr"


def draw(badge: Badge) -> str:
    """The badge as SVG: a whole document, and as it is a part of a page."""
    on = lettering(badge.colour)
    gold = GOLD if on == WHITE else INK
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
            f"aria-label={quoteattr(clean(badge.words))} lang={quoteattr(badge.lang)}>",
            f'<circle cx="{MIDDLE}" cy="{MIDDLE}" r="238" fill="{badge.colour}"/>',
            _dial(badge, on, gold),
            f'<g transform="translate(185 78) scale(1.1)" fill="none" stroke="{gold}" '
            'stroke-width="6" stroke-linecap="round" stroke-linejoin="round">'
            f'<path d="{SIGNS.get(badge.track, SIGNS["migrant"])}"/></g>',
            *_words(badge, on, gold),
            "</svg>",
        )
    )


def lettering(colour: str) -> str:
    """White or ink: what can be read better on this colour (relative luminance, WCAG 2.2)."""
    return WHITE if contrast(colour, WHITE) >= contrast(colour, INK) else INK


def contrast(one: str, other: str) -> float:
    """How two colours stand out from each other, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _dial(badge: Badge, on: str, gold: str) -> str:
    """A piece a unit; of a programme of very many, as many as fit. A unit is gold when all of it
    was attended: nothing is rounded up."""
    units = -(-badge.asked // badge.unit_minutes) or 1
    pieces = min(units, MOST_PIECES)
    gilded = min(pieces, badge.done * pieces // (units * badge.unit_minutes))
    drawn = [_piece(at, pieces) for at in range(pieces)]
    faint, bright = "".join(drawn[gilded:]), "".join(drawn[:gilded])
    ring = '<g fill="none" stroke-width="17">'
    if faint:
        ring += f'<path d="{faint}" stroke="{on}" stroke-opacity=".3"/>'
    if bright:
        ring += f'<path d="{bright}" stroke="{gold}"/>'
    return (
        f'{ring}</g><circle cx="{MIDDLE}" cy="{MIDDLE}" r="194" fill="none" stroke="{on}" '
        'stroke-opacity=".55" stroke-width="2"/>'
    )


def _piece(at: int, of: int) -> str:
    """A piece of the dial, clockwise from the top; the whole of it where there is only one."""
    whole = 2 * pi / of
    gap = min(GAP, whole / 3) / 2
    start, end = at * whole + gap, (at + 1) * whole - gap
    x, y, far = _place(start), _place(end), int(end - start > pi)
    return f"M{x}A{RING} {RING} 0 {far} 1 {y}"


def _place(angle: float) -> str:
    return f"{MIDDLE + sin(angle) * RING:.1f} {MIDDLE - cos(angle) * RING:.1f}"


def _words(badge: Badge, on: str, gold: str) -> Iterator[str]:
    """The title in a few lines, the organisation and the hours below it in smaller letters."""
    size = 34 if len(badge.title) <= WIDTH * 2 else 28
    lines = lines_of(badge.title, WIDTH if size == 34 else WIDTH + 4, LINES)
    top = 250 - (len(lines) - 1) * 8
    for number, line in enumerate(lines):
        yield _line(badge, line, top + number * (size + 6), size, on, bold=True)
    below = top + len(lines) * (size + 6) + 6
    for number, line in enumerate(lines_of(badge.organisation, 30, 2)):
        yield _line(badge, line, below + number * 23, 18, on)
    yield _line(badge, badge.hours, 394, 17, gold, bold=True)


def _line(badge: Badge, text: str, y: int, size: int, on: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    way = own_way(text, badge.direction)
    if way == "rtl":  # some programs do not look at `direction`
        text = f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return (
        f'<text x="{MIDDLE}" y="{y}" text-anchor="middle" direction="{way}" '
        f'font-family="{FONTS}" font-size="{size}"{weight} fill="{on}">{escape(text)}</text>'
    )


def own_way(text: str, usual: str) -> str:
    """The way in which a text runs: that of its first letter. Words that are not translated yet run
    to the right also where others run to the left."""
    kinds = (unicodedata.bidirectional(one) for one in text)
    return next(
        ({"L": "ltr"}.get(kind, "rtl") for kind in kinds if kind in ("L", "R", "AL")), usual
    )


def lines_of(text: str, width: int, most: int) -> list[str]:
    """Words in lines, no line but the last one cut; signs that cannot be printed left out."""
    return textwrap.wrap(clean(text), width, max_lines=most, placeholder="…")


def clean(text: str) -> str:
    """Without what XML forbids and nobody can see."""
    seen = " ".join(text.split())
    return "".join(one for one in seen if unicodedata.category(one) not in ("Cc", "Cs", "Cn", "Co"))
