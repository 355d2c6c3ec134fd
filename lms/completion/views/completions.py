"""The completions of a group: who is to be confirmed, who is, and where the registers say something
else by now."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.completion import actions, queries
from lms.completion.actions import Confirmed, Look
from lms.completion.forms.completions import ChoiceForm
from lms.completion.models import CompletionState
from lms.completion.queries import completions as kept
from lms.completion.queries import looking
from lms.completion.views.blueprint import bp
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_group, may_see_group
from lms.db import db
from lms.errors import Refused
from lms.ways import Waits, way
from lms.web import done, me, page, page_of, permitted, say

COMPLETIONS = "completion/completions.html"
AT_ONCE, MOST = 25, 500  # on a page; of whom it is looked whether they differ
PROPOSED, CONFIRMED, DIFFERENT, WITHDRAWN = "proposed", "confirmed", "different", "withdrawn"
SHOWN = (PROPOSED, CONFIRMED, DIFFERENT, WITHDRAWN)


def waits(group: Group) -> Waits | None:
    number = kept.in_states(group).get(CompletionState.PROPOSED, 0)
    words = ngettext("%(num)s completion to confirm", "%(num)s completions to confirm", number)
    return Waits(number, words) if number else None


way(
    "group", _l("Completions"), "completion.completions", icon="done", rank=10,
    of=lambda group: {"slug": group.slug}, may=may_see_group, waits=waits,
)  # fmt: skip


@bp.get("/groups/<slug>/completions")
def completions(slug):
    group = permitted(group_of(slug), may_see_group)
    return page(COMPLETIONS, **on_screen(group))


@bp.post("/groups/<slug>/completions/look")
def look(slug):
    group = permitted(group_of(slug), may_see_group)
    say(found_in_words(actions.look([group.id], by=me(), now=clock.now())))
    return answered(group)


@bp.post("/groups/<slug>/completions")
def confirm(slug):
    """Those that are chosen, or all that are proposed."""
    group = permitted(group_of(slug), coordinates_group)
    everyone = request.form.get("do") == "all"
    chosen = ChoiceForm().chosen
    if not everyone and not chosen:
        return page(COMPLETIONS, "completions", status=422, **on_screen(group, nobody=True))
    ids = chosen_of(group, None if everyone else chosen)
    found = actions.confirm_all(ids, by=me(), now=clock.now())
    refused = [one for one in found if one.why]
    if len(refused) == len(found):
        raise Refused(" ".join(one.why for one in refused if one.why))
    say(confirmed_in_words(found))
    for one in refused:
        say(str(one.why), "bad")
    return answered(group)


def chosen_of(group: Group, chosen: list[int] | None) -> list[int]:
    """The group's own among those that were chosen; also what somebody else has confirmed since
    the page was made, so that it is said who did."""
    if chosen is None:
        found = kept.proposals_of(group)
        if not found:
            raise Refused(_("Nobody is proposed any more. Reload the page and look."))
        return found
    return kept.own_of(group, chosen)


def answered(group: Group):
    db.session.flush()
    then = url_for(".completions", slug=group.slug)
    return done(then, f"{COMPLETIONS}#completions", f"{COMPLETIONS}#head", **on_screen(group))


def found_in_words(found: Look) -> str:
    said = []
    if found.proposed:
        said.append(
            ngettext("%(num)s person is complete now.", "%(num)s people are complete now.",
                     found.proposed)
        )  # fmt: skip
    if found.confirmed:
        said.append(
            ngettext("%(num)s completion was confirmed at once: the programme says so.",
                     "%(num)s completions were confirmed at once: the programme says so.",
                     found.confirmed)
        )  # fmt: skip
    if found.lapsed:
        said.append(
            ngettext("%(num)s proposal does not hold any more.",
                     "%(num)s proposals do not hold any more.", found.lapsed)
        )  # fmt: skip
    return " ".join(said) or _("Nothing has changed since the last look.")


def confirmed_in_words(found: list[Confirmed]) -> str:
    number = sum(1 for one in found if one.why is None)
    return ngettext(
        "%(num)s completion is confirmed.", "%(num)s completions are confirmed.", number
    )


def on_screen(group: Group, *, nobody: bool = False) -> dict[str, Any]:
    """One list: what the address asks for, else what waits, else what is confirmed."""
    numbers = kept.in_states(group)
    asked = request.args.get("show", "")
    usual = PROPOSED if numbers.get(PROPOSED) or not numbers.get(CONFIRMED) else CONFIRMED
    show = asked if asked in SHOWN else usual
    known = different(group) if show == DIFFERENT else {}
    pages = page_of(list(known) if show == DIFFERENT else kept.of_group(group, show), AT_ONCE)
    return {
        "group": group,
        "coordinates": coordinates_group(me(), group),
        "numbers": numbers,
        "show": show,
        "pages": pages,
        "nobody": nobody,
        "stands": stands(pages.items) if show == PROPOSED else {},
        "differences": differing(pages.items, known) if show in (CONFIRMED, DIFFERENT) else {},
    }


def different(group: Group) -> dict[Any, Any]:
    """Confirmed completions of a group that differ from the registers, with how; of the first 500
    by name."""
    rows = list(db.session.scalars(kept.of_group(group, CompletionState.CONFIRMED).limit(MOST)))
    found = queries.differences(rows)
    return {one: found[one.id] for one in rows if one.id in found}


def differing(rows: Any, known: dict[Any, Any]) -> dict[int, Any]:
    return {one.id: how for one, how in known.items()} or queries.differences(rows)


def stands(rows: Any) -> dict[int, Any]:
    """Enrolment -> where the person stands now, with what is still open in words."""
    return looking.of_enrolments([one.enrolment_id for one in rows], clock.now())
