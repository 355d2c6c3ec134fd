"""Languages to write in. Plain functions: no queries, no request."""

from collections.abc import Iterable

# what is spoken where the programmes are, and by those who come; a course may have any other
SPOKEN = (
    "en", "sl", "ar", "bs", "sq", "hr", "sr", "mk", "de", "it", "fr", "es", "pt", "nl", "sv", "el",
    "pl", "ro", "hu", "bg", "tr", "uk", "ru", "fa", "fa-AF", "ps", "ku", "ckb", "ur", "pa", "bn",
    "hi", "so", "ti", "am", "sw", "vi", "zh",
)  # fmt: skip


def languages_to_choose(first: Iterable[str | None]) -> list[str]:
    """Languages for a list, each once: the likely ones before the others."""
    return list(dict.fromkeys([*filter(None, first), *SPOKEN]))
