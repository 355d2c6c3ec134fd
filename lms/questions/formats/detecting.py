"""Which format a file has, by what is in it; its name helps only where that does not say."""

import re

from lms.questions.formats.texts import decoded

ZIP = b"PK\x03\x04"
ANSWER = re.compile(r"^\s*ANSWER:\s*[A-Z]", re.MULTILINE)
HEADER = re.compile(r'"?\s*(type|prompt)\s*"?[,;]|[,;]\s*"?\s*(type|prompt)\b', re.IGNORECASE)


def detected(content: bytes, name: str = "") -> str:
    """The name of a format as READERS has it. Raises Unreadable where it is no text, and none of
    the packed formats."""
    if content.startswith(ZIP):
        return "csv" if b"xl/workbook.xml" in content else "qti"
    text = decoded(content)[0].lstrip()
    if text.startswith("<"):
        return "moodle-xml" if re.search(r"<quiz[\s>]", text[:20_000]) else "qti"
    ending = name.rpartition(".")[2].lower()
    first = text.partition("\n")[0]
    if ending == "csv" or (HEADER.search(first) and "{" not in first):
        return "csv"
    if ANSWER.search(text) and not re.search(r"\{[^{}]*[=~#]", text):
        return "aiken"
    return "gift"
