"""Where everyone stands, on screen: "my hours", a learner's hours, a group's standing."""

from flask import Blueprint

from lms.web import me, page

bp = Blueprint("completion", __name__)


@bp.get("/")
def home():
    return page("completion/home.html", person=me())
