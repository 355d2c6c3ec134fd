"""The blueprint of the package, and what its templates need beyond the house's own filters."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from flask import Blueprint
from markupsafe import Markup

from lms.courses import rules
from lms.courses.units import hours_text
from lms.i18n import NAMES, direction

bp = Blueprint("courses", __name__)
bp.add_app_template_filter(rules.hours_of_units)
bp.add_app_template_filter(rules.asked_share)
bp.add_app_template_filter(hours_text)
bp.add_app_template_filter(rules.module_state)
bp.add_app_template_filter(rules.change_words)
bp.add_app_template_filter(rules.weight_words)
bp.add_app_template_filter(rules.dwell_of)


@bp.app_template_filter()
@lru_cache(maxsize=256)
def own_name(code: str) -> str:
    """What a language calls itself: "Slovenščina"."""
    try:
        name = NAMES.get(code) or Locale.parse(code.replace("-", "_")).get_display_name() or code
        return name[:1].upper() + name[1:]
    except (UnknownLocaleError, ValueError):
        return code


@bp.app_template_filter()
def in_language(code: str) -> Markup:
    """The attributes of a part that need not be in the language of the page."""
    return Markup('lang="{}" dir="{}"').format(code, direction(code))


@bp.app_template_filter()
def anchor(step: Any) -> str | None:
    """The part of the address of a lesson that leads to where the person is in it."""
    return f"block-{step.block}" if step.block else None


@bp.app_template_filter()
def in_zone(moment: datetime, zone: str) -> datetime:
    """A moment (UTC) as the clock on a wall of this zone shows it."""
    return moment.astimezone(ZoneInfo(zone))
