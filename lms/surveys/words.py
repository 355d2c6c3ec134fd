"""What is chosen, in the words of the page: faces, yes and no, and the kinds of questions."""

from flask_babel import lazy_gettext as _l

from lms.i18n import in_words
from lms.surveys.instruments import HELPFUL, Kind, Question
from lms.surveys.models import Audience

FACES = {
    Kind.FACES_3: {"3": _l("Good"), "2": _l("So-so"), "1": _l("Not good")},
    Kind.FACES_5: {
        "5": _l("Very good"), "4": _l("Good"), "3": _l("So-so"), "2": _l("Not good"),
        "1": _l("Bad"),
    },
    Kind.YES_NO: {"yes": _l("Yes"), "no": _l("No")},
}  # fmt: skip
ICONS = {
    Kind.FACES_3: {"3": "face-4", "2": "face-3", "1": "face-2"},
    Kind.FACES_5: {"5": "face-5", "4": "face-4", "3": "face-3", "2": "face-2", "1": "face-1"},
    Kind.YES_NO: {"yes": "check", "no": "cross"},
}
KINDS = {
    Kind.FACES_3: _l("Three faces"),
    Kind.FACES_5: _l("Five faces"),
    Kind.YES_NO: _l("Yes or no"),
    Kind.ONE: _l("One of several"),
    Kind.SEVERAL: _l("Several of several"),
    Kind.WORDS: _l("Their own words"),
}
COUNTED = {
    "": _l("Nothing"),
    HELPFUL: _l("It helps them to live here (R.2.9)"),
    "useful": _l("It is useful for their work"),
    "still_used": _l("They still use it months later"),
}
AUDIENCES = {
    Audience.ALL: _l("Everybody who was in a group"),
    Audience.STAYED: _l("Those who stayed to the end"),
}


def choices(question: Question, lang: str | None = None) -> list[tuple[str, str, str]]:
    """What can be chosen: key, words, icon (none: it has only words)."""
    if fixed := FACES.get(question.kind):
        return [(key, str(words), ICONS[question.kind][key]) for key, words in fixed.items()]
    return [(one.key, in_words(one.words, lang), "") for one in question.options]


def choice(question: Question, key: str) -> str:
    """The words of one choice; of the cell of those who chose none of it."""
    return next((words for one, words, _icon in choices(question) if one == key), key)
