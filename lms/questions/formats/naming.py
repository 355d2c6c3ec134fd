"""Keys for questions that have none in their file; the same question gets the same key again."""

import hashlib
import re
import unicodedata

LONGEST = 30  # of the words in a key; ten more signs tell questions of the same words apart
OTHER = re.compile(r"[^a-z0-9]+")
FIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def key_of(name: str, prompt: str) -> str:
    """A key from the name that a question has in its file, and from what it asks.

    Readable, and different where either is different: files of many origins call their questions
    "Question 1". It does not depend on the answers, so that a key that was wrong is put right by
    importing the file again.
    """
    words = slug(name) or slug(prompt) or "q"
    told = " ".join(f"{name} | {prompt}".split())
    return f"{words}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def kept_key(name: str) -> str | None:
    """A name that can be a key as it is; else none."""
    return name if FIT.fullmatch(name) else None


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return OTHER.sub("-", plain.encode("ascii", "ignore").decode())[:LONGEST].strip("-")
