"""Pages that phones keep for when there is no network (static/service-worker.js)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, make_response, request, session

from lms import clock

DAY = 86_400  # seconds


def for_phones(view: Callable) -> Callable:
    """This page may be kept on the phone of who asks, and shown to them without network: for a
    week, but until the end of the day after a sign-in by card, for phones are shared."""

    @wraps(view)
    def kept(*args: Any, **values: Any) -> Any:
        g.for_phones = True  # the page says so itself, too: the worker has not seen the first one
        response = make_response(view(*args, **values))
        if response.status_code == 200 and "HX-Request" not in request.headers:
            seconds = left_of_the_day() if session.get("door") == "card" else 7 * DAY
            response.headers["X-Offline"] = str(seconds)
        return response

    return kept


def wants_facts() -> bool:
    """Whether a script of ours asks, which reads JSON instead of pages."""
    return request.headers.get("Accept") == "application/json"


def left_of_the_day() -> int:
    """The seconds until midnight, on the wall of the installation."""
    now = moment()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return int(midnight.timestamp() - now.timestamp())


def moment() -> datetime:
    """Now, on the wall of the installation: since when a page is as it is."""
    return clock.now().astimezone(ZoneInfo(current_app.config["TIMEZONE"]))


def init_app(app: Flask) -> None:
    app.add_template_global(moment)
