"""Forms that publish a series of 60 sessions, each at a time of its own, so that none clashes."""

import re
from datetime import date, timedelta

from tests.bench.client import Client

PATH, GROUP = "/sessions/series/new", "group-0004"
SESSIONS, FORMS = 60, 150


def forms(trainer: Client, today: date) -> list[dict]:
    """What a browser sends after it has looked: sixty days on end."""
    common = trainer.form(f"{PATH}?group={GROUP}", "series") | {
        "weekdays": [*range(7)], "every": "1", "about": "each", "trainer": "0", "calendar": "",
        "mode": "onsite", "breaks": "",
    }  # fmt: skip
    return [looked_at(trainer, common | when(n, today)) for n in range(FORMS)]


def when(number: int, today: date) -> dict:
    """Fifteen times of the day, in ten spans of sixty days."""
    hour, first = 7 + number % 15, today + timedelta(days=1 + number // 15 * SESSIONS)
    last = first + timedelta(days=SESSIONS - 1)
    return {
        "first": f"{first}", "last": f"{last}", "starts": f"{hour:02}:00", "ends": f"{hour:02}:45",
    }  # fmt: skip


def looked_at(trainer: Client, form: dict) -> dict:
    """The form with all of its dates ticked, as the preview gives it."""
    html = trainer.send("POST", PATH, form | {"do": "look"}, plain=True).body.decode()
    days = re.findall(r'name="take" value="([\d-]+)" checked', html)
    if len(days) != SESSIONS:
        raise RuntimeError(f"{len(days)} dates in the preview")
    seen = dict(re.findall(r'name="(seen-[\d-]+)" value="([^"]*)"', html))
    (shown,) = re.findall(r'name="shown" value="(\w+)"', html)
    return form | seen | {"shown": shown, "take": days, "do": "publish"}
