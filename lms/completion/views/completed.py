"""What a coordinator confirms, over all groups; the files of completions."""

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.attendance.holding import Held, holds
from lms.attendance.models import Amendment
from lms.completion import exports
from lms.completion.queries import completions as kept
from lms.completion.views.blueprint import bp
from lms.config import setting
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.rules import is_coordinator
from lms.tables import CSV, XLSX, rows_of
from lms.transfers import saved
from lms.ways import Todo, todo_of
from lms.web import me, only, page, page_of, permitted

KINDS: dict[str, tuple[str, Any]] = {
    "csv": (CSV, exports.completions_as_csv),
    "xlsx": (XLSX, exports.completions_as_xlsx),
}


@todo_of(kept.asked)
def to_confirm(lines):
    """How many completions wait for a coordinator, and how many the registers differ from: a line
    each."""
    waiting, differing = (kept.waiting(lines[0], name) for name in ("proposed", "differs"))
    found = []
    if number := waiting.number:
        words = ngettext("%(num)s completion to confirm", "%(num)s completions to confirm", number)
        found.append(Todo(words, there(waiting), "done", rank=15))
    if number := differing.number:
        words = ngettext(
            "%(num)s completion differs from the registers",
            "%(num)s completions differ from the registers",
            number,
        )
        found.append(Todo(words, there(differing, show="different"), "alert", rank=16))
    return found


def there(waiting: kept.Waiting, **shown: Any) -> str:
    """The page of the one group, or that of all."""
    if waiting.groups == 1:
        return url_for("completion.completions", slug=waiting.slug, **shown)
    return url_for("completion.completed")


@holds
def completed_by(amendment: Amendment) -> Held | None:
    """Whoever agrees to a correction reads that a completion stands on the register."""
    programme = amendment.session.group.programme_id
    if found := kept.confirmed_of(amendment.person_id, programme):
        words = _("A confirmed completion stands on this register. It stays as it was confirmed.")
        return Held(words, "completion.completion", {"completion_id": found})
    return None


@bp.get("/completions")
def completed():
    only(is_coordinator)
    return page("completion/completed.html", pages=page_of(kept.groups_with(me()), 50))


@bp.get("/completions.<format>")
def export_completed(format):
    only(is_coordinator)
    return as_file(kept.all_of(me()), f"completions-{clock.today(setting('TIMEZONE'))}", format)


@bp.get("/groups/<slug>/completions.<format>")
def export_completions(slug, format):
    group = permitted(group_of(slug), may_see_group)
    return as_file(
        kept.all_in(group), f"completions-{group.slug}-{clock.today(group.zone)}", format
    )


def as_file(found, name, format):
    kind, made = KINDS.get(format) or abort(404)
    return saved(made(rows_of(found)), kind, f"{name}.{format}")
