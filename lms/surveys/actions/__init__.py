"""Setting, asking, reminding, answering. Who and when are arguments; the commit is not ours."""

from lms.surveys.actions.answering import clean_up, keep, send
from lms.surveys.actions.asking import ask, ask_group, look, remind
from lms.surveys.actions.rooms import close_room, open_room, take_seat
from lms.surveys.actions.setting import Wish, change_setting, stop, survey_named
from lms.surveys.actions.writing import (
    add_sound,
    arrange,
    put_question,
    put_words,
    remove_question,
)

__all__ = [
    "Wish", "add_sound", "arrange", "ask", "ask_group", "change_setting", "clean_up",
    "close_room", "keep", "look", "open_room", "put_question", "put_words", "remind",
    "remove_question", "send", "stop", "survey_named",
    "take_seat",
]  # fmt: skip
