"""Groups as rows of a table, written: most of them are as they were when a page was last shown."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from flask import get_template_attribute, request
from markupsafe import Markup

from lms.completion.outcome import Outlook
from lms.completion.queries.memory import Memory
from lms.completion.words import STANDINGS
from lms.i18n import speaking

MOST = 2000
WRITTEN: Memory[Hashable, Markup] = Memory(MOST)


def written(group: Any, meeting: Any, on: date | None) -> Markup:
    """The row of a group (overview._groups) and its next session. Everything that it shows is in
    the key; `on`: the day that its links carry."""
    comes = meeting and (meeting.id, meeting.day, meeting.starts)
    key = (speaking(), request.script_root, str(tuple(group)), comes, on)
    found = WRITTEN.get(key)
    if found is None:
        row = get_template_attribute("reports/_group_row.html", "group_row")
        looks = {outlook.value: STANDINGS[outlook] for outlook in Outlook}
        found = Markup(row(group, looks, meeting, {"on": on}))
        WRITTEN.put(key, found)
    return found
