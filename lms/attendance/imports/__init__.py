"""Sessions, attendance and make-up from files: all of one or none (columns: lms/tables/formats.py).

names          the sessions and people that a file names, and whether it may
lookups        what the database has of what a file names
timetable      what a row of sessions.csv says
wanted         the columns that its session would have
sessions       a dated meeting a row
attendance     one interval, or one absence, a row
verdicts       what becomes of the rows about one person at one session
make_up        approved minutes that repair a named absence
presence       what people missed
"""

from lms.attendance.imports.attendance import attendance
from lms.attendance.imports.make_up import make_up
from lms.attendance.imports.sessions import sessions

__all__ = ["attendance", "make_up", "sessions"]
