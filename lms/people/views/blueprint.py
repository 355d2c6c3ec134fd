"""What the views of this package share: their blueprint, and a moment on the wall's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app

bp = Blueprint("people", __name__)


@bp.app_template_filter()
def wall(moment: datetime) -> datetime:
    """A moment as the clock on the wall of this installation shows it."""
    return moment.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
