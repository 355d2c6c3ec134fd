"""The blueprint of the package, and how the states of items look."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from lms.portfolios.models import State

bp = Blueprint("portfolios", __name__)

STATES = {  # words, icon, colour: for who made it
    State.DRAFT: (_l("begun, not handed in"), "pen", ""),
    State.WAITING: (_l("handed in"), "clock", "c-track"),
    State.RETURNED: (_l("returned, with words"), "both", "c-all"),
    State.ACCEPTED: (_l("accepted"), "check", "c-done"),
}
FOR_READERS = STATES | {
    State.WAITING: (_l("waits for you"), "clock", "c-all"),
    State.RETURNED: (_l("returned"), "both", ""),
}
