"""The columns of a table of questions: a public contract."""

import re

from lms.tables import Format

ABOUT = ("key", "type", "prompt", "picture", "picture_words", "audio")
SETTINGS = (
    "right", "points", "tags", "skill", "partial", "shuffle", "case", "accents", "units",
    "unit_required", "answer_language", "most",
)  # fmt: skip
SAID = (
    "hint", "feedback", "feedback_right", "feedback_partly", "feedback_wrong", "model_answer",
)  # fmt: skip
MORE = "more"
MOST_OPTIONS = 100
OPTION, OWN_FEEDBACK = "option_", "feedback_"
IN_LANGUAGES = {"prompt", "picture_words", "audio", *SAID}
FORM = Format("questions", (*ABOUT, "option_1", *SETTINGS, *SAID, MORE), ("type", "prompt"))
_NUMBERED = re.compile(r"(?:option|feedback)_([1-9][0-9]?|100)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def is_known(name: str) -> bool:
    """Whether a name in a header is one of ours: "prompt", "prompt.sl", "option_3.ar"."""
    base, dot, language = name.lower().partition(".")
    numbered = bool(_NUMBERED.fullmatch(base))
    if not dot:
        return numbered or base in FORM.columns
    return (numbered or base in IN_LANGUAGES) and bool(_LANGUAGE.fullmatch(language))
