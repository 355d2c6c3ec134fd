"""Colours on paper: dark enough that words in them can be read."""

import re

from lms.credentials.picture import WHITE
from lms.credentials.picture import contrast as between

COLOUR = re.compile(r"#[0-9a-f]{6}")
CONTRAST = 4.5  # to white, as WCAG 2.2 asks of text (1.4.3)


def contrast(colour: str) -> float:
    """How a colour ("#1d3557") stands out from white: from 1 (not at all) to 21 (black), as WCAG
    reckons it."""
    return between(colour, WHITE)
