"""The blueprint of the package, and how its templates show what people typed."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from lms.coursework.models import State
from lms.typed import beginning, typed

bp = Blueprint("coursework", __name__)
bp.add_app_template_filter(typed)
bp.add_app_template_filter(beginning)

STATES = {  # words, icon, colour: for who wrote it
    State.DRAFT: (_l("begun, not handed in"), "pen", ""),
    State.WAITING: (_l("handed in"), "clock", "c-track"),
    State.AGAIN: (_l("to be worked on again"), "both", "c-all"),
    State.DONE: (_l("done"), "check", "c-done"),
}
FOR_TRAINERS = STATES | {
    State.WAITING: (_l("waits for you"), "clock", "c-all"),
    State.AGAIN: (_l("given back"), "both", ""),
}
