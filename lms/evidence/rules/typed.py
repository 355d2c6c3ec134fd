"""The words that may be typed of a list that came back, and what is said of those that are none."""

from collections.abc import Callable
from functools import lru_cache

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.evidence.returned import (
    ABSENT,
    AND,
    EXCUSED,
    LATE,
    LEFT,
    PRESENT,
    UNSIGNED,
    Wrong,
    plain,
)
from lms.i18n import speaking

# Each is a list of words, one after another, all with the same meaning; the first is shown.
# Translators: single words, with a comma between them, as somebody would type them in a hurry.
WORDS = {
    ABSENT: _l("absent, missing, away"),
    LATE: _l("late, came"),
    LEFT: _l("left, gone"),
    EXCUSED: _l("excused"),
    PRESENT: _l("present, there"),
    UNSIGNED: _l("unsigned"),
    AND: _l("and"),
}


def words() -> dict[str, str]:
    """What may be typed, and what it means: in the language of the page, and in English."""
    return words_of("en") | words_of(speaking())


@lru_cache(maxsize=32)
def words_of(language: str) -> dict[str, str]:
    with force_locale(language):
        return {
            plain(word.strip()): meaning
            for meaning, several in WORDS.items()
            for word in str(several).replace("،", ",").split(",")
        }


def shown_words() -> list[str]:
    """The first word of each meaning, in the language of the page."""
    first = [str(WORDS[meaning]).replace("،", ",").partition(",")[0] for meaning in WORDS]
    return [word.strip() for word in first[:-1]]


SENTENCES: dict[str, Callable[[str], str]] = {
    "word": lambda about: _("“%(word)s” is no word of this list.", word=about),
    "row": lambda about: _("There is no row %(row)s on this list.", row=about),
    "empty": lambda about: _(
        "Row %(row)s is empty on this list. Somebody who wrote their name into it is added below.",
        row=about,
    ),
    "twice": lambda about: _("Row %(row)s is said twice, and differently.", row=about),
    "alone": lambda about: _("Write the numbers of the rows after “%(word)s”.", word=about),
    "bare": lambda about: _("Write a word before row %(row)s, like “absent”.", row=about),
    "range": lambda about: _("%(rows)s runs backwards: the smaller number is first.", rows=about),
    "time": lambda about: _("Write a row that is late or left before %(time)s.", time=about),
    "clock": lambda about: _("%(time)s is no time. Write a time like 17:05.", time=about),
    "other": lambda about: _("“%(sign)s” means nothing here.", sign=about),
    "long": lambda about: _("This is too long: write at most %(signs)s letters.", signs=about),
}  # fmt: skip


def in_a_sentence(wrong: Wrong) -> str:
    return SENTENCES[wrong.code](wrong.about)
