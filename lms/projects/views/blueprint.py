"""What the views of this package share."""

from flask import Blueprint

bp = Blueprint("projects", __name__)
