"""What the views of this package share."""

from flask import Blueprint

from lms.courses.content import parts
from lms.projects.content import PART

bp = Blueprint("projects", __name__)
parts.take(PART)
