"""Completions: proposed, confirmed, taken back.

Who and when are arguments; the commit is not ours (lms/web.py, tasks).
"""

from lms.completion.actions.confirming import Confirmed, confirm, confirm_all
from lms.completion.actions.looking import Look, look
from lms.completion.actions.withdrawing import withdraw

__all__ = ["Confirmed", "Look", "confirm", "confirm_all", "look", "withdraw"]
