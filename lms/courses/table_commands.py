"""`lms groups` and `lms roster`: the tables in and out."""

from flask.cli import AppGroup

from lms.courses import exports, imports
from lms.tables.formats import GROUPS, ROSTER
from lms.tables.terminal import exporting, importing

groups = AppGroup("groups", help="Groups: import, export.")
groups.add_command(importing(GROUPS, imports.groups))
groups.add_command(exporting(GROUPS, exports.groups))

roster = AppGroup("roster", help="Who is in which group, and when: import, export.")
roster.add_command(importing(ROSTER, imports.roster))
roster.add_command(exporting(ROSTER, exports.roster))
