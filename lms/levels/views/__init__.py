"""Levels on screen: one's own, those of a group, what a programme gained, what it asks."""

from lms.levels.views import check, gains, group, mine, settings
from lms.levels.views.blueprint import bp

__all__ = ["bp", "check", "gains", "group", "mine", "settings"]
