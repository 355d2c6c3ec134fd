"""What is shown of something that was found: its title and a piece of its text, words marked."""

from collections.abc import Sequence
from re import Pattern

from markupsafe import Markup, escape

from lms.search import words

BEFORE, AFTER = 8, 22  # words of a piece, around the first match
FROM, TO = "\ue000", "\ue001"  # private signs around what is marked, until it is HTML


def marked(written: Sequence[str], normalised: Sequence[str], pattern: Pattern[str]) -> Markup:
    """Words as people read them, beside their lines of the index: those that match are marked."""
    clean = " ".join(written).replace(FROM, "").replace(TO, "").split(" ")
    parts = [
        f"{FROM}{word}{TO}" if pattern.search(line) else word
        for word, line in zip(clean, normalised, strict=False)
    ]
    html = str(escape(" ".join(parts).replace(f"{TO} {FROM}", " ")))
    return Markup(html.replace(FROM, "<mark>").replace(TO, "</mark>"))


def title(shown: str, language: str, pattern: Pattern[str]) -> Markup:
    """A title with the words marked."""
    return marked(shown.split(), words.lines(shown, language).split("\n"), pattern)


def piece(plain: str, text: str, pattern: Pattern[str]) -> Markup:
    """The words around the first match in a text; its beginning, where there is none.

    `text` are the lines of `plain` (lms/search/words.py), one for each of its words.
    """
    match = pattern.search(text)
    place = text.count("\n", 0, match.start()) if match else 0
    start = max(0, place - BEFORE)
    written = plain.split()
    end = min(len(written), place + AFTER)
    shown = marked(written[start:end], text.split("\n")[start:end], pattern)
    return Markup("{}{}{}").format("… " if start else "", shown, " …" if end < len(written) else "")
