"""Conversations below lessons, on screen."""

from lms.discussions import letters
from lms.discussions.views import lesson, moderating, stopping, thread
from lms.discussions.views.blueprint import bp

__all__ = ["bp", "lesson", "letters", "moderating", "stopping", "thread"]
