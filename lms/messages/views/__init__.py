"""Messages on screen: a person's own, those of somebody one coordinates, and unsubscribing."""

from lms.messages import tasks
from lms.messages.views import logs, unsubscribing
from lms.messages.views.blueprint import bp

__all__ = ["bp", "logs", "tasks", "unsubscribing"]
