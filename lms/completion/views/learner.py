"""One person in one group: every session, every presence, every minute and where it came from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.assessments import actions as assessments
from lms.assessments import queries as assessed
from lms.assessments.forms import ResultForm
from lms.attendance.queries import offers
from lms.attendance.queries.offers import Seen
from lms.attendance.queries.seals import corrected
from lms.completion import queries, rules, words
from lms.completion.models import Completion, CompletionState
from lms.completion.outcome import Mark, Outlook
from lms.completion.queries import GroupFigures, Seats, completions
from lms.completion.queries.shapes import MARKED
from lms.completion.rules import Seat
from lms.completion.views.blueprint import bp
from lms.completion.views.group import asked_day
from lms.completion.views.lines import shown
from lms.courses import actions as learning
from lms.courses import policy as policies
from lms.courses import queries as courses
from lms.courses.rules import coordinates_group, may_see_group
from lms.i18n import in_words
from lms.portfolios import actions as portfolios
from lms.portfolios.forms import PortfolioForm
from lms.web import done, me, page, permitted, say

LEARNER = "completion/learner.html"
HELD = (*MARKED, Mark.UNMARKED)


@bp.get("/groups/<slug>/people/<code>")
def learner(slug, code):
    seat, seats = seated(slug, code, rules.may_see_seat)
    return page(LEARNER, **on_screen(seat, seats))


@bp.post("/groups/<slug>/people/<code>/modules/<int:module_id>")
def confirm_module(slug, code, module_id):
    seat, seats = seated(slug, code, rules.may_confirm)
    module = courses.module(module_id) or abort(404)
    yes = request.form.get("verdict") == "yes"
    change = learning.confirm_module if yes else learning.unconfirm_module
    change(seat.group, module, [seat.person], by=me(), now=clock.now())
    words_for = _("Confirmed: %(module)s.") if yes else _("Not confirmed any more: %(module)s.")
    say(words_for % {"module": in_words(module.title)})
    return saved(seat, seats, "modules")


@bp.post("/groups/<slug>/people/<code>/results/<int:assessment_id>")
def record_result(slug, code, assessment_id):
    seat, seats = seated(slug, code, rules.may_judge)
    test = assessed.assessment(assessment_id, seat.group.programme) or abort(404)
    form = ResultForm(prefix=f"result-{test.id}-")
    if not form.validate():
        return page(LEARNER, "tests", status=422, **on_screen(seat, seats, {test.id: form}))
    new = assessments.record_result(
        test, seat.person, form.is_yes, form.words, by=me(), now=clock.now()
    )
    say(_("Saved.") if new else _("Nothing was different, so nothing was changed."))
    return saved(seat, seats, "tests")


@bp.post("/groups/<slug>/people/<code>/portfolio")
def decide_portfolio(slug, code):
    seat, seats = seated(slug, code, rules.may_judge)
    form = PortfolioForm(prefix="portfolio-")
    if not form.validate():
        return page(LEARNER, "tests", status=422, **on_screen(seat, seats, {"portfolio": form}))
    programme = seat.group.programme
    new = portfolios.decide_portfolio(
        programme, seat.person, form.is_yes, form.words, by=me(), now=clock.now()
    )
    say(_("Saved.") if new else _("Nothing was different, so nothing was changed."))
    return saved(seat, seats, "tests")


def seated(slug: str, code: str, may: Any) -> tuple[Seat, Seats]:
    """A person's place in a group; 404 without one, 403 unless `may`."""
    group = courses.group(slug) or abort(404)
    person, seats = queries.seats(code, group.programme_id)
    if person is None or seats.on(date.min, group.id) is None:
        permitted(group, may_see_group)  # a stranger does not learn who is in it
        abort(404)
    return permitted(Seat(group, person), may), seats


def saved(seat: Seat, seats: Seats, block: str):
    then = url_for(".learner", slug=seat.group.slug, code=seat.person.code)
    return done(then, f"{LEARNER}#{block}", f"{LEARNER}#summary", **on_screen(seat, seats))


def on_screen(seat: Seat, seats: Seats, forms: dict[Any, Any] | None = None) -> dict[str, Any]:
    """Everything about one person in one group; `forms` are those that were sent."""
    group, person = seat
    today = clock.today(group.zone)
    on = seats.on(asked_day(today), group.id) or today
    figures = queries.figures([group], on)[group.id]
    found = figures.people[person.id]
    reached, asked = found.reached, found.certified or figures.terms
    done = completed(seat)
    return {
        "group": group,
        "person": person,
        "mine": person.id == me().id,
        "coordinates": False,
        "may_judge": rules.may_judge(me(), seat),
        "may_confirm": rules.may_confirm(me(), seat),
        "on": on,
        "today": today,
        "moved": seats.elsewhere(today, group.id),
        "figures": figures,
        "found": found,
        "asked": asked,
        "ratio": f"{reached.ratio.numerator}/{reached.ratio.denominator}",
        "needed": words.open_items(reached, figures.terms.titles, asked.unit_minutes),
        **done,
        **ledger(person.id, figures),
        **along(seat, figures, done["completed"]),
        **outcomes(seat, figures, forms or {}),
    }


def completed(seat: Seat) -> dict[str, Any]:
    """The person's completions of the programme, the newest first, and whether what is confirmed
    differs from the registers by now."""
    rows = completions.of_person(seat.person.id, seat.group.programme_id)
    confirmed = rows[:1] if rows and rows[0].state == CompletionState.CONFIRMED else []
    different = queries.differences(confirmed)
    return {
        "completed": rows,
        "different": next(iter(different.values()), []),
        "coordinates_it": coordinates_group(me(), seat.group),
    }


def ledger(person_id: int, figures: GroupFigures) -> dict[str, Any]:
    """Every session that counts for a person, and all that was recorded of them in it."""
    found = figures.people[person_id]
    sessions = [int(line.session) for line in found.standing.lines]
    policy, now = figures.terms.fact.policy, clock.now()
    return {
        "lines": [
            shown(line, figures.sessions[key], found.said.get(key), policy, now)
            for key, line in zip(sessions, found.standing.lines, strict=True)
        ],
        "alone": alone(found.standing),
        "marks": queries.marks(person_id, sessions),
        "make_ups": queries.make_ups(person_id, sessions),
        "corrected": corrected(person_id, sessions),
        "offers": offered(person_id, sessions),
    }


def along(seat: Seat, figures: GroupFigures, completions: Sequence[Completion]) -> dict[str, Any]:
    """Where the person stood after each session: session -> standing, at the last one of each day.
    And what would help now, in words. Where a completion is confirmed, by its rules."""
    key = seat.person.id
    asked = figures.people[key].certified and asked_of(completions)
    found = queries.steps(figures, seat.group, key, asked or None)
    days = {key: meeting.day for key, meeting in figures.sessions.items()}
    lines = figures.people[key].standing.lines
    held = [int(line.session) for line in lines if line.mark in HELD]
    last = {days[key]: key for key in held}
    ends = found.after[max(found.after)].standing if found.after else Outlook.COMPLETE
    return {
        "after": {key: found.after[day] for day, key in last.items() if day in found.after},
        "amended": bool(asked)
        and ends is not Outlook.COMPLETE,  # says no standing: one is certified
        "helped": words.helped(found.helps, days, figures.terms.titles),
    }


def asked_of(completions: Sequence[Completion]) -> queries.Asked | None:
    """What was asked by the record that is confirmed."""
    for one in completions:
        if one.state == CompletionState.CONFIRMED and one.facts:
            return queries.asked_then(policies.parse(one.facts["policy"]["rules"]), one.facts)
    return None


def offered(person_id: int, sessions: list[int]) -> dict[int, list[Seen]]:
    """Session -> the ways to make up for it that were offered, and what became of them."""
    found: dict[int, list[Seen]] = {}
    for one in offers.seen(offers.of_person(person_id, sessions), clock.now()):
        found.setdefault(one.offer.session_id, []).append(one)
    return found


def alone(standing: Any) -> int:
    """Minutes of self-paced lessons: what is credited beside the sessions."""
    return standing.credited_minutes - sum(line.credited_minutes for line in standing.lines)


def outcomes(seat: Seat, figures: GroupFigures, forms: dict[Any, Any]) -> dict[str, Any]:
    """Modules, assessments and the portfolio of a person, each with its form."""
    person, terms = seat.person, figures.terms
    tests = [test for step in terms.steps.values() for test in step.tests]
    asks = terms.fact.policy.asks_portfolio
    results = queries.results(person.id, [test.id for test in tests]) if tests else {}
    portfolio = queries.portfolio(person.id, terms.id) if asks else None
    for test in tests:
        kept = results.get(test.id)
        forms.setdefault(
            test.id, filled(ResultForm, f"result-{test.id}-", kept and kept.passed, kept)
        )
    forms.setdefault(
        "portfolio",
        filled(PortfolioForm, "portfolio-", portfolio and portfolio.accepted, portfolio),
    )
    read = courses.lessons_done([person.id], seat.group.programme).get(person.id, {})
    return {
        "read": read,
        "confirmed": queries.confirmations(person.id, [step.id for step in terms.steps.values()]),
        "tests": tests,
        "results": results,
        "portfolio": portfolio,
        "asks_portfolio": asks,
        "forms": forms,
    }


def filled(kind: Any, prefix: str, yes: Any, kept: Any) -> Any:
    """A form that shows what was recorded."""
    verdict = None if kept is None else "yes" if yes else "no"
    return kind(None, prefix=prefix, data={"verdict": verdict, "note": kept.note if kept else ""})
