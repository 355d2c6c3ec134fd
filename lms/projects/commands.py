"""`lms outcomes`: what became of people, in and out."""

from flask.cli import AppGroup

from lms.projects import exports, imports
from lms.tables.formats import OUTCOMES
from lms.tables.terminal import exporting, importing

outcomes = AppGroup("outcomes", help="What became of people after a course: import and export.")
outcomes.add_command(importing(OUTCOMES, imports.outcomes))
outcomes.add_command(exporting(OUTCOMES, exports.outcomes))
