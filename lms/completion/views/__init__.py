"""Where everyone stands, on screen: "my hours", a learner's hours, a group's standing; and who has
completed."""

from lms.completion import letters, tasks
from lms.completion.views import downloads, group, home, learner, policy, policy_history
from lms.completion.views.blueprint import bp

__all__ = [
    "bp", "downloads", "group", "home", "learner", "letters", "policy", "policy_history", "tasks",
]  # fmt: skip
