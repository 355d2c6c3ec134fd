"""What people can do in a skill, as it was said of them, and self-assessments on their way."""

from lms.levels.models.checks import LevelCheck
from lms.levels.models.levels import LevelSaid, Method, Occasion

__all__ = ["LevelCheck", "LevelSaid", "Method", "Occasion"]
