"""What happens beside the programmes, as facts: what counts, from when, whose it is, and that
neither later changes nor erasing move it."""

from datetime import date, timedelta
from types import SimpleNamespace

from lms.attendance.models import Session
from lms.courses.models import Programme
from lms.db import db
from lms.exchange import actions
from lms.exchange.models import ActionPlan, Activity, Pair
from lms.indicators import formulas, words
from lms.indicators.members import evaluate
from lms.indicators.models import Difference, Member
from lms.indicators.queries.facts import gather
from lms.indicators.views import shown
from lms.indicators.views.blueprint import part_titles
from lms.people.models import Role
from tests.cast import NOW, THURSDAY
from tests.exchange.samples import activity_of, on_the_list, twinned

AFTER = THURSDAY + timedelta(days=30)
SET = formulas.known(
    {
        "title": "Ours",
        "indicators": [
            {"code": code, "title": code, "kind": kind, "count": count, "by": by}
            for code, kind, count, by in (
                ("activities", "items", {"fact": "activity"}, []),
                ("registrations", "items", {"fact": "registration"}, []),
                ("participations", "items", {"fact": "participation"}, []),
                ("came", "people", {"fact": "came"}, ["age"]),
                ("pairs", "items", {"fact": "pair"}, ["state", "between"]),
                ("plans", "items", {"fact": "plan"}, ["state"]),
                ("drafts", "items", {"fact": "plan", "state": ["draft"]}, []),
                ("measures", "items", {"fact": "measure"}, ["state"]),
                ("dropped", "items", {"fact": "measure", "state": ["dropped"]}, []),
                ("took part", "organisations", {"fact": "took_part"}, []),
            )
            for code in [code.replace(" ", "-")]
        ],
    }
)


def figures(project, until=THURSDAY, home=None):
    return evaluate(SET, gather(project.id, until, home.id if home else None))


def values(project, until=THURSDAY, home=None):
    return {code: one.value for code, one in figures(project, until, home).items()}


def test_an_activity_counts_when_it_was_held_from_its_last_day_on(world):
    project = twinned(world).project
    days = {"starts_on": THURSDAY - timedelta(days=1), "ends_on": THURSDAY}
    held = activity_of(project, world.centre, "held", status="held", headcount=3, **days)
    on_the_list(held, world.lea, came=True)
    before = values(project, THURSDAY - timedelta(days=1))
    assert {before[code] for code in ("activities", "participations", "came")} == {0}
    now = values(project)
    assert (now["activities"], now["participations"], now["came"]) == (1, 4, 1)


def test_age_is_that_of_the_day_on_which_an_activity_began(world):
    project = twinned(world).project
    world.lea.birth_date = date(THURSDAY.year - 18, THURSDAY.month, THURSDAY.day)
    days = {"starts_on": THURSDAY - timedelta(days=1), "ends_on": THURSDAY}
    on_the_list(
        activity_of(project, world.centre, "held", status="held", **days), world.lea
    ).came = True
    db.session.commit()
    assert figures(project)["came"].by["age"] == {"0-17": 1, "18-60": 0, "61+": 0}


def test_of_what_nobody_said_was_held_only_registrations_count_and_of_the_cancelled_nothing(world):
    project = twinned(world).project
    for code, status in (("open", "planned"), ("off", "cancelled")):
        more = {"status": status, "headcount": 10, "registered": 20}
        on_the_list(activity_of(project, world.centre, code, **more), world.lea, came=True)
    found = values(project)
    assert (found["registrations"], found["participations"], found["came"]) == (21, 0, 0)
    assert found["took-part"] == 0


def test_a_pair_is_of_the_partners_in_it_or_of_the_mentors_organisation(world):
    project = twinned(world).project
    cities = Pair(project=project, mentor_city=world.centre, mentee_city=world.network)
    people = Pair(project=project, mentor=world.olga, mentee=world.lea)
    db.session.add_all([cities, people])
    world.olga.organisation = world.network
    db.session.commit()
    assert [values(project, home=one)["pairs"] for one in (None, world.centre, world.network)] == [
        2, 1, 2,
    ]  # fmt: skip


def test_who_is_erased_leaves_the_pair_a_pair_of_people(world):
    project = twinned(world).project
    pair = Pair(project=project, mentor=world.olga, mentee=world.lea)
    db.session.add(pair)
    db.session.commit()
    before = figures(project)["pairs"]
    pair.mentor_id = pair.mentee_id = None
    db.session.commit()
    after = figures(project)["pairs"]
    assert (after.value, after.by) == (before.value, before.by)


def test_what_happens_later_leaves_an_earlier_day_as_it_was(world):
    project = twinned(world).project
    pair = Pair(project=project, mentor=world.olga, mentee=world.lea, starts_on=THURSDAY)
    plan = actions.make_plan(project, world.centre, {"en": "Plan"}, by=None, now=NOW)
    db.session.add(pair)
    kept = {"title": {"en": "Desk"}, "state": "planned"}
    measure = actions.put_measure(plan, None, kept, by=None, now=NOW, today=THURSDAY)
    actions.adopt(plan, THURSDAY, by=None, now=NOW)
    db.session.commit()
    before = figures(project)
    later = {"by": None, "now": NOW, "today": AFTER}
    actions.close_plan(plan, by=None, now=NOW + timedelta(days=30))
    actions.replace(pair, {"mentor_id": world.sam.id, "mentee_id": world.lea.id}, **later)
    actions.put_measure(plan, measure, {"state": "dropped"}, **later)
    actions.put_measure(plan, None, kept | {"state": "done"}, **later)
    db.session.commit()
    assert figures(project) == before
    now = values(project, AFTER)
    assert (now["pairs"], now["measures"], now["dropped"]) == (2, 1, 1)


def test_drafts_and_what_was_dropped_count_only_where_a_formula_asks(world):
    project = twinned(world).project
    plan = actions.make_plan(project, world.centre, {"en": "Plan"}, by=None, now=NOW)
    for state in ("done", "dropped"):
        kept = {"title": {"en": state}, "state": state}
        actions.put_measure(plan, None, kept, by=None, now=NOW, today=THURSDAY)
    db.session.commit()
    found = values(project)
    assert [found[code] for code in ("plans", "drafts", "measures", "dropped")] == [0, 1, 0, 0]
    actions.adopt(plan, AFTER, by=None, now=NOW)
    db.session.commit()
    assert values(project) == found
    found = values(project, AFTER)
    assert [found[code] for code in ("plans", "drafts", "measures", "dropped")] == [1, 0, 1, 1]


def test_whether_somebody_counts_stands_as_it_was_written(world):
    project = twinned(world).project
    held = activity_of(project, world.centre, "held", status="held")
    on_the_list(held, world.lea, came=True)
    on_the_list(held, world.tara, came=True, role="staff")
    before = figures(project)
    assert (before["came"].value, before["participations"].value) == (1, 1)
    world.lea.role, world.tara.role = Role.TRAINER, Role.LEARNER
    world.lea.organisation = world.tara.organisation = None
    db.session.commit()
    assert figures(project) == before


def test_the_longest_code_of_everything_that_counts_fits_into_a_key():
    codes = {
        "registered": Activity.code, "session": Session.code, "programme": Programme.slug,
        "plan": ActionPlan.slug,
    }  # fmt: skip
    longest = max(len(f"{word}:") + code.type.length for word, code in codes.items())
    for key in (Member.key, Difference.key):
        assert key.type.length >= longest


def test_parts_are_said_in_words(app, world):
    with app.test_request_context():
        assert words.cell("country", "IT") == "Italy"
        assert words.cell("organisation_kind", "adult_education_centre") == "Adult education centre"
        assert words.cell("theme", "labour") == "Work"
        cells = [SimpleNamespace(name=slug) for slug in (world.local.slug, "gone")]
        assert part_titles("programme", cells) == {world.local.slug: world.local.title["en"]}
        assert part_titles("age", cells) == {}


def test_what_is_not_due_yet_is_said_where_the_list_is_shorter_than_what_is_unknown(app, world):
    asked = SET.indicators[0]
    for gaps, is_said in (({"exit_level": 7}, True), ({"exit_level": 22}, False), ({}, True)):
        told = {"kind": "people", "value": 3, "of": 25, "answered": 3, "by": {}, "gaps": gaps}
        with app.test_request_context():
            one = shown.shown(asked, told | {"target": None})
            figure = app.jinja_env.get_template("indicators/_figures.html").module.figure
            assert ("not due yet" in figure(SimpleNamespace(id=1), one, open=False)) == is_said
