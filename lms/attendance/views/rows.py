"""The lines of a timetable. There are hundreds on a page, so they are joined here and not in a
template; everything that people wrote is escaped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import lru_cache

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms.attendance.models import Status
from lms.attendance.queries.slots import Line, Slot
from lms.i18n import day as written
from lms.i18n import direction, speaking, titled
from lms.web import asset


def rows_by_day(slots: Iterable[Line], *, named: bool) -> dict[date, Markup]:
    """The lines of each day that has any: when, what, and of which group if they are `named`."""
    door, tags, about, of_group = session_door(), off_tags(), titles(), of_groups()
    found: dict[date, list[str]] = defaultdict(list)
    for slot in slots:
        group = of_group(slot) if named else ""
        tag = tags.get(slot.status, "")
        found[slot.day].append(
            f'<li{tag and OFF}><a href="{door}{slot.id}"><bdi dir="ltr">{shown(slot.starts)}</bdi>'
            f" {about(slot)}</a>{group}{tag}</li>"
        )
    return {day: Markup("".join(lines)) for day, lines in found.items()}


def detailed_by_day(slots: Iterable[Slot], *, named: bool) -> dict[date, Markup]:
    """The same for a week: with the end, the place and the trainer."""
    door, tags, about = session_door(), off_tags(), titles()
    home, way = current_app.config["TIMEZONE"], direction(speaking())
    found: dict[date, list[str]] = defaultdict(list)
    for slot in slots:
        zone = slot.zone if slot.zone != home else None
        more = (slot.group if named else None, slot.place, slot.teacher, zone)
        words = " · ".join(f"<bdi>{escape(text)}</bdi>" for text in more if text)
        found[slot.day].append(
            f'<li><p class="date"><bdi dir="{way}"><b>{shown(slot.starts)}</b> – {shown(slot.ends)}'
            f'</bdi></p><div><p><a href="{door}{slot.id}">{about(slot)}</a></p>'
            f'<p class="small soft">{words}</p></div>'
            f'<p class="state">{tags.get(slot.status, "")}</p></li>'
        )
    return {day: Markup("".join(lines)) for day, lines in found.items()}


def in_cell(day: date, rows: Markup, is_today: bool) -> Markup:
    """A day of the month, as a cell of the table; on a phone, as a part of a list."""
    now = f' <span class="tag c-track">{escape(_("Today"))}</span>' if is_today else ""
    return Markup(
        f'<td class="{"today" if is_today else ""}{"" if rows else " free"}"'
        f'{is_today * AT}><p class="on"><span class="whole">{escape(written(day, "full"))}</span>'
        f'<b aria-hidden="true">{day.day}</b>{now}</p>{rows and f"<ul>{rows}</ul>"}</td>'
    )


OFF, AT = ' class="off"', ' aria-current="date"'
OUTSIDE = Markup('<td class="out"></td>')


@lru_cache(maxsize=1440)
def shown(wall: time) -> str:
    return wall.isoformat("minutes")


def session_door() -> str:
    """The address of any session, without its number."""
    return url_for("attendance.session", session_id=0).removesuffix("0")


def off_tags() -> Mapping[str, Markup]:
    """What is said of sessions that do not take place: a picture and a word."""
    return {
        Status.CANCELLED: tag("c-cannot", "stop", _("Cancelled")),
        Status.MOVED: tag("c-part", "go", _("Moved")),
    }


def tag(colour: str, icon: str, words: str) -> Markup:
    return Markup(
        '<span class="tag {}"><svg class="icon turn" aria-hidden="true">'
        '<use href="{}#{}"/></svg>{}</span>'
    ).format(colour, asset("icons.svg"), icon, words)


def titles() -> Callable[[Line | Slot], Markup]:
    """What a session is about, for the page: each text is made once."""
    known: dict[tuple, Markup] = {}

    def about(slot: Line | Slot) -> Markup:
        of = slot.module_id or slot.course_id
        key = (slot.title or (slot.group if of is None else None), slot.module_id, slot.course_id)
        if key not in known:
            known[key] = titled(slot.about)
        return known[key]

    return about


def of_groups() -> Callable[[Line], str]:
    """Whose a session is, for the page."""
    known: dict[str, str] = {}

    def of_group(slot: Line) -> str:
        if slot.group not in known:
            known[slot.group] = f'<span class="of"><bdi>{escape(slot.group)}</bdi></span>'
        return known[slot.group]

    return of_group
