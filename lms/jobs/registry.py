"""What kinds of jobs there are. Packages name theirs; this floor knows none of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple


class Outcome(NamedTuple):
    """What a task may answer: `again_at` puts it back into the queue; it is no failure."""

    again_at: datetime | None = None


Task = Callable[..., Outcome | None]  # (data, *, now)
TASKS: dict[str, Task] = {}
MINUTELY: dict[str, Callable[[datetime], Any]] = {}


def task(kind: str) -> Callable[[Task], Task]:
    """`@task("messages.deliver")` above `def deliver(data, *, now)`.

    What the task changes is committed together with "done". It may commit before (to let go of the
    database while it talks to somebody else), and must then bear to be begun again. It raises what
    goes wrong: then it is rolled back and tried later, after growing pauses. What is never done is
    followed by the task `messages.deliver.in_vain`, where there is one.
    """

    def register(function: Task) -> Task:
        TASKS[kind] = function
        return function

    return register


def every_minute(name: str) -> Callable[[Callable], Callable]:
    """`@every_minute("reminders")` above `def look(now)`: short, and harmless when done twice.

    It queues jobs; it is committed afterwards."""

    def register(function: Callable) -> Callable:
        MINUTELY[name] = function
        return function

    return register
