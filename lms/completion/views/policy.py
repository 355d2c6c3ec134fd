"""The rules of a programme, as its coordinators write them; and what they would mean."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.completion import words
from lms.completion.forms.policy import Offered, PolicyForm
from lms.completion.queries import prospects, versions
from lms.completion.queries.prospects import MOST_PEOPLE, Delivery
from lms.completion.views.blueprint import bp
from lms.courses import queries as courses
from lms.courses.actions.policies import change_policy
from lms.courses.models import Programme
from lms.courses.policy import PRESETS, Policy, named
from lms.courses.rules import asked_for, coordinates_programme
from lms.i18n import in_words
from lms.ways import way
from lms.web import go, me, page, permitted, say

RULES, MOST_TOLD = "completion/rules.html", 5
for place in ("settings", "programme_office"):
    way(
        place, _l("Rules of completion"), "completion.rules", icon="done", rank=20,
        of=lambda programme: {"slug": programme.slug}, may=coordinates_programme,
    )  # fmt: skip


@bp.get("/programmes/<slug>/rules", endpoint="rules")
def programme_rules(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    start = begun(programme, request.args.get("from", ""))
    return page(RULES, **on_screen(programme, PolicyForm(offered(programme), start)))


@bp.post("/programmes/<slug>/rules")
def save_rules(slug):
    """`do`: "save", or what changes or shows something on the page only (PolicyForm.press). `sure`
    is what the page has said of these rules before."""
    programme = permitted(courses.programme(slug), coordinates_programme)
    start = begun(programme, request.form.get("from", ""))
    form = PolicyForm(offered(programme), start, request.form)
    if (asked := request.form.get("do", "save")) not in ("save", "look"):
        form.press(asked, request.form.get("preset", ""))
        asks = sentences(programme, form.as_far_as_typed())
        return page(RULES, "rules", **on_screen(programme, form) | {"asks": asks})
    if not form.validate():
        return page(RULES, "rules", status=422, **on_screen(programme, form))
    planned = prospects.delivery(programme, today())
    told = doubts(programme, form.policy, planned)
    if asked == "look" or set(map(key, told)) - set(request.form.getlist("sure")):
        status = 200 if asked == "look" else 422
        return page(RULES, "rules", status=status, **looked_at(programme, form, told, planned))
    return saved(programme, form.policy)


def saved(programme: Programme, policy: Policy) -> Any:
    text = request.form.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if change_policy(programme, policy, seen=seen, by=me(), now=clock.now()):
        say(_("Saved. These rules hold from now on."))
        if stay := sum(prospects.confirmed(programme).values()):
            say(
                ngettext(
                    "%(num)s completion that was confirmed before stays.",
                    "%(num)s completions that were confirmed before stay.",
                    stay,
                )
            )
    else:
        say(_("Nothing was different, so nothing was changed."))
    return go(url_for("courses.programme", slug=programme.slug))


def begun(programme: Programme, version: str) -> Policy:
    """The policy that the page begins with: an older version of it, or the one in force."""
    if not (version.isascii() and version.isdigit() and len(version) < 9):
        return programme.policy
    wanted = programme.id, int(version)
    return versions.policies([wanted]).get(wanted) or abort(404)


def today() -> date:
    return clock.today(current_app.config["TIMEZONE"])


def offered(programme: Programme) -> Offered:
    """What its rules may name: what is offered now. A placement test is passed by nobody."""
    parts = [part.course for part in programme.courses]
    there = courses.modules_of([course.id for course in parts])
    modules: dict[str, dict[str, str]] = {}
    tests: dict[str, str] = {}
    for course in parts:
        for one in there.get(course.id, ()):
            key, title = f"{course.slug}/{one.slug}", in_words(one.title)
            modules.setdefault(course.slug, {})[key] = title
            tests |= {
                f"{key}/{test.slug}": _(
                    "%(test)s (%(module)s)", test=in_words(test.title), module=title
                )
                for test in one.assessments
                if test.kind != "placement"
            }
    return Offered({one.slug: in_words(one.title) for one in parts}, modules, tests)


def sentences(programme: Programme, policy: Policy) -> list[Any]:
    """What a policy asks, as learners read it."""
    titles = courses.titles_in_policy(programme, policy)
    return asked_for(programme, {name: in_words(text) for name, text in titles.items()}, policy)


def doubts(programme: Programme, policy: Policy, planned: Delivery) -> list[str]:
    """What is unwise in a policy, in words."""
    return [*asks_nothing(policy), *cannot_be_met(policy, planned)]


def asks_nothing(policy: Policy) -> Iterable[str]:
    asked = (policy.threshold, policy.course_threshold, policy.conditions, policy.portfolio)
    if not any((*asked, policy.evidence, *named(policy).keys)):
        yield _("These rules ask for nothing: everybody has completed the programme at once.")


def cannot_be_met(policy: Policy, planned: Delivery) -> Iterable[str]:
    found, terms = planned.prospects(policy), planned.terms
    for one in found[:MOST_TOLD]:
        open_ = words.phrases(one.reasons, terms.titles, terms.unit_minutes)
        yield _(
            "%(group)s: who comes to every session that is planned still misses this: %(what)s.",
            group=one.group.title,
            what=_(", ").join(phrase.striptags() for phrase in open_),
        )
    if (more := len(found) - MOST_TOLD) > 0:
        yield ngettext(
            "It is the same in %(num)s more group.",
            "It is the same in %(num)s more groups.",
            more,
        )


def key(doubt: str) -> str:
    return hashlib.sha256(doubt.encode()).hexdigest()[:16]


def on_screen(programme: Programme, form: PolicyForm) -> dict[str, Any]:
    return {
        "programme": programme,
        "form": form,
        "presets": PRESETS,
        "preset": request.form.get("preset", ""),
        "filled_in": request.form.get("do") == "preset",
        "start": request.values.get("from", ""),
        "told": [],
        "seen": request.form.get("seen", programme.policy_version),
        "asks": sentences(programme, form.start),
        "deep": sentences(programme, form.start) if form.is_deep else [],
        "outlooks": None,
        "too_many": 0,
    }


def looked_at(
    programme: Programme, form: PolicyForm, told: list[str], planned: Delivery
) -> dict[str, Any]:
    """The page with what these rules ask, what is unwise in them, and where people would stand."""
    policy = form.policy
    different = policy != programme.policy
    return on_screen(programme, form) | {
        "told": [(key(one), one) for one in told],
        "asks": sentences(programme, policy),
        "outlooks": planned.outlooks(policy, today()) if different else None,
        "too_many": different and planned.people > MOST_PEOPLE and MOST_PEOPLE,
    }
