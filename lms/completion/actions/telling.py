"""Telling learners of their completions."""

from collections.abc import Iterable
from datetime import datetime

from lms.completion.models import Completion
from lms.messages.actions import tell
from lms.people.models import Person


def tell_of(
    kind: str, completions: Iterable[Completion], *, by: Person | None, now: datetime
) -> None:
    """Tells each learner of theirs, in one notice; a few statements for each group."""
    by_group: dict[int, list[Completion]] = {}
    for one in completions:
        by_group.setdefault(one.group_id, []).append(one)
    for some in by_group.values():
        first = some[0]
        tell(
            [one.person_id for one in some],
            kind,
            {"programme": first.programme.slug, "title": dict(first.programme.title)},
            about=topic(first),
            by=by,
            now=now,
            group=first.group.slug,
            each={one.person_id: {"reason": one.reason} if one.reason else {} for one in some},
        )


def topic(completion: Completion) -> str:
    """What a notice of it is about."""
    return f"completion:{completion.programme.slug}"
