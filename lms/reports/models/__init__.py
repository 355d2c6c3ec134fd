"""What dashboards keep for themselves: standings that were counted, views that were saved."""

from lms.reports.models.kept import Along, GroupTally, OpenRegister, Place, Tie
from lms.reports.models.views import Digest, PutOff, SavedView

__all__ = [
    "Along",
    "Digest",
    "GroupTally",
    "OpenRegister",
    "Place",
    "PutOff",
    "SavedView",
    "Tie",
]
