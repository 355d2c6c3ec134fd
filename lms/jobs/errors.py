"""What went wrong with a job, in few words, and without anybody's data."""

import traceback
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lms.errors import discreet

HERE = Path(__file__).parent.parent
LONGEST = 300


def in_words(error: Exception) -> str:
    """`SMTPServerDisconnected: please run connect() first (messages/tasks.py:41)`.

    What a database says quotes rows: of that only the kind is kept. Addresses are taken out.
    """
    name = type(error).__name__
    if isinstance(error, DBAPIError):
        said = f"{name}: {type(error.orig).__name__}"
    else:
        said = f"{name}: {error}".removesuffix(": ")
    return discreet(said)[:LONGEST] + place(error)


def place(error: Exception) -> str:
    """Where it happened: the last line of ours."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if HERE in file.parents and file.parent.name != "jobs":
            return f" ({file.relative_to(HERE)}:{frame.lineno})"
    return ""
