"""Tasks, answers and feedback, on screen."""

from lms.coursework import letters, tasks
from lms.coursework.views import group, mine, reading, task
from lms.coursework.views.blueprint import bp

__all__ = ["bp", "group", "letters", "mine", "reading", "task", "tasks"]
