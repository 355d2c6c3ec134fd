"""Sessions and registers, on screen: lists, one session, one register."""

from lms.attendance.views import lists, register, session
from lms.attendance.views.blueprint import bp

__all__ = ["bp", "lists", "register", "session"]
