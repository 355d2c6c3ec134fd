"""What the views of this package share."""

from flask import Blueprint

from lms.attestations import serials
from lms.slowing import Limiter

bp = Blueprint("attestations", __name__)
bp.add_app_template_filter(serials.shown, "serial")

wrong = Limiter()  # serials that are none
sent = Limiter(60)  # files that strangers send: each costs some work
