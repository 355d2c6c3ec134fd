"""Where everyone stands, on screen: "my hours", a learner's hours, a group's standing; who has
completed; and the rules by which that is judged."""

from lms.completion import letters, tasks
from lms.completion.views import (
    completed,
    completion,
    completions,
    downloads,
    group,
    home,
    learner,
    policy,
    policy_history,
)
from lms.completion.views.blueprint import bp

__all__ = [
    "bp", "completed", "completion", "completions", "downloads", "group", "home", "learner",
    "letters", "policy", "policy_history", "tasks",
]  # fmt: skip
