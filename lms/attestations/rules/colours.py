"""Colours on paper: dark enough that words in them can be read."""

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")
CONTRAST = 4.5  # to white, as WCAG 2.2 asks of text (1.4.3)


def contrast(colour: str) -> float:
    """How a colour ("#1d3557") stands out from white: from 1 (not at all) to 21 (black), as WCAG
    reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
