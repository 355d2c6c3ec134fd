"""What a format cannot say of a question, kept where other programs do not look.

`rest_of` compares a question with what its file says of it, key by key; what differs is the rest.
With each key stands a digest of what the file said: where somebody edited that since, the file is
believed, and the rest of that key is left out (and told).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.questions.reading import read
from lms.questions.shape import Question
from lms.questions.writing import plain

LONGEST = 100_000  # characters
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\ue00f\ufeff\ufffe\uffff]")


def words_for(key: str) -> str:
    """What people call a key of a question."""
    words = {
        "type": _("type of question"), "prompt": _("question in other languages"),
        "picture": _("picture"), "picture_words": _("what the picture shows"),
        "audio": _("recording"), "points": _("points"), "tags": _("tags"), "skill": _("skill"),
        "language": _("language of the answer"), "partial": _("what a part is worth"),
        "hint": _("hint"), "feedback": _("feedback"), "options": _("more of the options"),
        "items": _("more of the parts"), "pairs": _("more of the pairs"),
        "extra": _("more of the answers that belong to nothing"),
        "answers": _("more of the answers"), "units": _("units"),
        "unit_required": _("whether a unit is asked for"), "gaps": _("more of the gaps"),
        "case": _("whether capitals count"), "accents": _("whether accents count"),
        "shuffle": _("whether the order changes"), "rubric": _("rubric"),
        "model_answer": _("model answer"), "most": _("longest answer"),
        "answer": _("right answer"), "spots": _("places"),
    }  # fmt: skip
    return words.get(key, key)


def digest(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def as_read(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Plain values as they are written once they were read."""
    return plain(read(dict(values), language)[0])


def rest_of(question: Question, said: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What `said`, the plain values that a file gives, lacks of a question, or says otherwise."""
    before, whole = as_read(said, language), plain(question)
    keys = [key for key in {**whole, **before} if key != "key"]
    return {
        key: {"was": digest(before.get(key)), "is": whole.get(key)}
        for key in keys
        if before.get(key) != whole.get(key)
    }


def in_words(rest: Mapping[str, Any]) -> str:
    """For who exports: what other programs will not see."""
    names = ", ".join(words_for(key) for key in rest)
    return _("Other programs do not see: %(names)s.", names=names)


def written(rest: Mapping[str, Any]) -> str:
    """In one line, without signs that no file of words may have."""
    told = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", told)


def with_rest(
    said: Mapping[str, Any], text: str, language: str
) -> tuple[dict[str, Any], list[str]]:
    """The plain values with their rest, and what there is to say: a rest is as foreign as every
    text in a file, and where it does not fit it is left out."""
    left_out = [_("What only this platform knows of it does not fit any more and was left out.")]
    rest = _parsed(text)
    if rest is None or read(dict(said), language)[1]:
        return dict(said), left_out
    values = as_read(said, language)
    edited = [key for key, one in rest.items() if digest(values.get(key)) != one["was"]]
    for key, one in rest.items():
        if key not in edited:
            values[key] = one["is"]
    values = {key: value for key, value in values.items() if value is not None}
    if read(values, language)[1]:
        return dict(said), left_out
    names = ", ".join(words_for(key) for key in edited)
    words = _("It was edited after it was exported here. Left out: %(names)s.", names=names)
    return values, [words] if edited else []


def _parsed(text: str) -> dict[str, dict[str, Any]] | None:
    try:
        found = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "key" in found:
        return None
    fits = all(isinstance(one, dict) and {"was", "is"} <= set(one) for one in found.values())
    return found if fits else None
