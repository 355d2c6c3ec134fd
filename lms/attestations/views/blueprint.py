"""What the views of this package share."""

from flask import Blueprint

from lms.attestations import serials

bp = Blueprint("attestations", __name__)
bp.add_app_template_filter(serials.shown, "serial")
