"""`lms activities` and `lms participations`: the tables in."""

from flask.cli import AppGroup

from lms.exchange import imports
from lms.tables.formats import ACTIVITIES, PARTICIPATIONS
from lms.tables.terminal import importing

activities = AppGroup("activities", help="What happens beside the programmes: import.")
activities.add_command(importing(ACTIVITIES, imports.activities))

participations = AppGroup("participations", help="Who was at which activity: import.")
participations.add_command(importing(PARTICIPATIONS, imports.participations))
