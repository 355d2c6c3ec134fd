"""Reading: one register, lists of sessions, make-up."""

from lms.attendance.queries.sessions import next_session, upcoming

__all__ = ["next_session", "upcoming"]
