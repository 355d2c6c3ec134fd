"""Places that a text keeps open: for what stands at a task, and for what a person ticks."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lms.courses.dress.page import Page, link_to, part
from lms.courses.models import Lesson

_TASK = re.compile(r'<div(?=[^>]* class="slot") (?:[^>]* )?data-key="([a-z0-9-]+)"[^>]*></div>')
_ITEM = re.compile(r'<label class="check" data-item="(\d+)">')
_TICKS = re.compile(r'<div class="slot ticks"></div>')


class AtTask(NamedTuple):
    """Where who reads is with a task; `asks` whether it is still to be done."""

    words: Any  # lazy
    icon: str
    colour: str
    asks: bool


STANDINGS: list[Callable[[Lesson], Mapping[str, AtTask]]] = []


def at_tasks(standings: Callable[[Lesson], Mapping[str, AtTask]]) -> None:
    """Offers what a lesson's tasks (by key) say of who reads. The package above that has the
    answers brings it, as it brings ways (lms/ways.py)."""
    STANDINGS.append(standings)


def standings_at(lesson: Lesson) -> dict[str, AtTask]:
    return {key: one for standings in STANDINGS for key, one in standings(lesson).items()}


def slots(html: str, page: Page, block: str) -> str:
    """The page with its tasks, and with its lists to tick."""
    html = _TASK.sub(lambda found: _task(found[1], page), html)
    numbers = _ITEM.findall(html)
    if not numbers:
        return html
    where = link_to("courses.tick", lesson_id=page.lesson_id) if page.lesson_id else ""
    keeps = bool(page.may_tick and block and where)
    html = _ITEM.sub(lambda found: _item(found[1], page, block, keeps, where), html)
    form = part("ticks", where, block, numbers, page) if keeps else ""
    return _TICKS.sub(lambda _: form, html)


def _task(key: str, page: Page) -> str:
    if key in page.tasks:
        return str(page.tasks[key])
    where = link_to("coursework.task", lesson_id=page.lesson_id, key=key) if page.lesson_id else ""
    return part("task", where, page, page.standings.get(key)) if where else ""


def _item(number: str, page: Page, block: str, keeps: bool, where: str) -> str:
    ticked = f"{block}.{number}" in page.ticked
    return f'<label class="check">{part("item", number, block, ticked, keeps, where)}'
