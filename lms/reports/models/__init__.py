"""What dashboards keep for themselves: standings that were counted, views that were saved."""

from lms.reports.models.views import Digest, PutOff, SavedView

__all__ = ["Digest", "PutOff", "SavedView"]
