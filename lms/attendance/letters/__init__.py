"""What people are told of sessions, in words: one file a noun, each with its kinds of notices.

words       a session in a line: when, where, who
answers     who cannot come
sessions    published, changed, moved, cancelled, reinstated
reminders   what is next
places      booked, waited for, offered, gone
amendments  corrections of registers, for staff
offers      ways to make up for what was missed
"""

from lms.attendance.letters import amendments, answers, offers, places, reminders, sessions

__all__ = ["amendments", "answers", "offers", "places", "reminders", "sessions"]
