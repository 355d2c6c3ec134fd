"""`lms sessions`, `lms attendance` and `lms make-up`: the tables in and out."""

from flask.cli import AppGroup

from lms.attendance import exports, imports
from lms.tables.formats import ATTENDANCE, MAKE_UP, SESSIONS
from lms.tables.terminal import exporting, importing

sessions = AppGroup("sessions", help="Dated meetings of groups: import, export.")
sessions.add_command(importing(SESSIONS, imports.sessions))
sessions.add_command(exporting(SESSIONS, exports.sessions))

attendance = AppGroup("attendance", help="Who was where, from when to when: import, export.")
attendance.add_command(importing(ATTENDANCE, imports.attendance))
attendance.add_command(exporting(ATTENDANCE, exports.attendance))

make_up = AppGroup("make-up", help="Approved minutes that repair an absence: import, export.")
make_up.add_command(importing(MAKE_UP, imports.make_up))
make_up.add_command(exporting(MAKE_UP, exports.make_up))
