"""What somebody probably meant who wrote a name that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

from flask_babel import gettext as _


def meant(word: str, known: Iterable[str]) -> str:
    """A question after a word that is not known: ' Did you mean "title"?', or nothing."""
    if word.replace(".", "").isdigit():
        return ""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return " " + _('Did you mean "%(word)s"?', word=near[0]) if near else ""
