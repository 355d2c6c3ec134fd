"""`lms activities` and `lms participations`: the tables in and out."""

from flask.cli import AppGroup

from lms.exchange import exports, imports
from lms.tables.formats import ACTIVITIES, PARTICIPATIONS
from lms.tables.terminal import exporting, importing

activities = AppGroup("activities", help="What happens beside the programmes: import, export.")
activities.add_command(importing(ACTIVITIES, imports.activities))
activities.add_command(exporting(ACTIVITIES, exports.activity_rows))

participations = AppGroup("participations", help="Who was at which activity: import, export.")
participations.add_command(importing(PARTICIPATIONS, imports.participations))
participations.add_command(exporting(PARTICIPATIONS, exports.participation_rows))
