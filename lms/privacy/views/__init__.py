"""What is kept about people, on screen: given out, erased, and for how long."""

from lms.privacy import tasks
from lms.privacy.views import data, erasing, keeping
from lms.privacy.views.blueprint import bp

__all__ = ["bp", "data", "erasing", "keeping", "tasks"]
