"""The forms of this package."""

from lms.reports.forms.imports import ImportForm

__all__ = ["ImportForm"]
