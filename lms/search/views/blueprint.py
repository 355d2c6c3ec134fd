"""The blueprint of the package."""

from flask import Blueprint

bp = Blueprint("search", __name__)
