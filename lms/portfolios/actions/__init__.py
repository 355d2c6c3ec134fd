"""Keeping portfolios, reading them, deciding.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from lms.portfolios.actions.deciding import decide_portfolio
from lms.portfolios.actions.items import drop_file, hand_in, remove, save, take_back
from lms.portfolios.actions.reviewing import review, set_rubric

__all__ = [
    "decide_portfolio", "drop_file", "hand_in", "remove", "review", "save", "set_rubric",
    "take_back",
]  # fmt: skip
