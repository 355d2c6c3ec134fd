"""What only this platform knows of a question, kept beside what every program can read.

An export tells a question twice: in the words of its format, for other programs, and whole, for
this one (as lms/questions/writing.py writes it, in JSON). With the second stands a digest of the
first. Where a person or another program has changed the first since, the digest differs, and the
second is not believed: what somebody can see is what is taken.
"""

import hashlib
import json
import re
from typing import Any
from xml.etree.ElementTree import Element, register_namespace

from flask_babel import gettext as _

from lms.questions.shape import Question
from lms.questions.writing import plain

SPACE = "urn:inclusion-lms:questions:1"
TAG = f"{{{SPACE}}}question"
register_namespace("lms", SPACE)
DEEPEST = 12
LONGEST = 400_000  # characters
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def digest(element: Element) -> str:
    """Of everything that an element says, except what is ours. How it is indented, and in which
    order attributes stand, makes no difference."""
    found = hashlib.sha256()
    for part in element.iter():
        if part.tag == TAG:
            continue
        told = [str(part.tag), *(f"{name}={part.attrib[name]}" for name in sorted(part.attrib))]
        told += [(part.text or "").strip(), (part.tail or "").strip()]
        found.update("\0".join(told).encode() + b"\1")
    return found.hexdigest()


def whole(question: Question, of: str) -> str:
    """A question as this platform reads it again, with the digest of what stands beside it."""
    told = json.dumps({"beside": of, "question": plain(question)}, ensure_ascii=False)
    return NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told)


def _is_deep(value: Any) -> bool:
    """Whether it is nested deeper than any question: then nobody has to walk down there."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def readable(text: str) -> str:
    """Text without what XML cannot have, and with line ends of one kind."""
    return NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def believed(text: str | None, of: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The plain values of a question that was exported here, where nothing was changed since; and
    what there is to say of it. They are as foreign as everything in a file: `read` judges them."""
    if not text:
        return None, []
    try:
        found = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and found.get("beside") == of:
        question = found.get("question")
        if isinstance(question, dict) and not _is_deep(question):
            return question, []
    return None, [
        _(
            "It was changed after it was exported here. What other programs cannot say of it, such "
            "as more languages, was left out."
        )
    ]
