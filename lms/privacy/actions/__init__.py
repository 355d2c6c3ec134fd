"""Erasing people, and deleting what had to be kept of them.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from lms.privacy.actions.deleting import delete_if_over
from lms.privacy.actions.erasing import erase

__all__ = ["delete_if_over", "erase"]
