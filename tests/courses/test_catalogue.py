"""The public catalogue, and what a programme's page says to whom."""

from fractions import Fraction

import pytest

from lms.courses import rules
from lms.courses.models import Enrolment, Group, State
from lms.courses.policy import PRESETS
from lms.db import db
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor


def test_everybody_sees_what_is_on_offer_for_whom_how_long_and_how_to_enrol(visitor, world):
    visitor.visit("/programmes")
    cards = [" ".join(card.text.split()) for card in visitor.page.select(".offer")]
    assert len(cards) == 2
    assert cards[0].startswith("For towns and regions Inclusive cities Assembly of European")
    assert "4 hours of 60 min" in cards[0]
    assert "Enrol at once" in cards[0]
    assert "8 hours of 45 min Digital skills · Slovene" in cards[1]
    assert "العربية · English · Slovenščina" in cards[1]
    assert "Ask for a place" in cards[1]


@pytest.mark.parametrize(
    ("track", "titles"),
    [
        ("authority", ["Inclusive cities"]),
        ("migrant", ["Digital and Local"]),
        ("teacher", []),
        ("nonsense", ["Inclusive cities", "Digital and Local"]),
    ],
)
def test_the_track_in_the_address_filters(app, world, track, titles):
    page = Visitor(app).visit(f"/programmes?track={track}").page
    assert [link.text for link in page.select(".offer h2 a")] == titles


def test_a_programme_that_is_retired_is_not_on_offer(app, world):
    world.cities.retired_at = cast.NOW
    visitor = Visitor(app).visit("/programmes")
    assert [link.text for link in visitor.page.select(".offer h2 a")] == ["Digital and Local"]
    assert "Not offered any more" in Visitor(app).sign_in(world.bo).visit(
        "/programmes/inclusive-cities"
    ).text("#enrolment")


def test_a_programme_tells_its_courses_and_what_it_asks(app, world):
    page = Visitor(app).visit("/programmes/digital-local")
    assert "8 hours of 45 min" in page.text(".facts")
    words = page.text("[aria-labelledby=asked]")
    assert "Collect at least 80 % of the hours: 6.40 hours of 45 min." in words
    assert "Missed hours can be made up with your trainer, 0.80 hours of 45 min at most." in words
    assert "If you come up to 10 minutes late, nothing is taken off." in words
    assert "Jesenice, group A" in words
    assert "First of 01-my-phone" in page.text(".outline")
    assert not page.page.select(".outline .steps a")  # lessons are for who learns here


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ({"threshold": 0}, "No number of hours is asked for."),
        ({"denominator": "delivered"}, "Be there for at least 80 % of the hours that are held."),
        (
            {"denominator": "excluded", "excused_cap": "25%"},
            "Excused hours are taken off the total, 2 hours of 45 min at most.",
        ),
        (
            {"denominator": "credited", "excused_cap": "25%"},
            "Excused hours help to reach the share, 2 hours of 45 min at most.",
        ),
        ({"course_threshold": "75%"}, "In Slovene at least 75 %: 3 hours of 45 min."),
        (
            {"mandatory_modules": ["digital-basics/02-safe-online"]},
            "Finish this module: Safe-Online.",
        ),
        ({"exit_assessment": "a/b/c"}, "Pass this test: a/b/c."),
        ({"portfolio": True}, "Show a portfolio of your work; the centre accepts it."),
        ({"make_up_cap": 0}, "Missed hours cannot be made up."),
        (
            {"self_paced_cap": "50%"},
            "Lessons that you do on your own count too, 4 hours of 45 min at most.",
        ),
        (
            {"minimum_share": "2/3"},
            "A session counts if you are there for 2/3 of it or more.",
        ),
        ({"threshold": "2/3"}, "Collect at least 2/3 of the hours: 5.33 hours of 45 min."),
        (
            {"threshold": "80.000000000000000001%"},
            "Collect at least 80.000000000000000001 % of the hours: 6.42 hours of 45 min.",
        ),
        ({"grace_out_minutes": 1}, "If you leave up to 1 minute early, nothing is taken off."),
    ],
)
def test_each_rule_of_a_policy_has_a_plain_sentence(app, world, policy, sentence):
    world.local.rules = policy
    page = Visitor(app).visit("/programmes/digital-local")
    said = [" ".join(line.text.split()) for line in page.page.select("[aria-labelledby=asked] li")]
    assert sentence in said


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_said(app, world, preset):
    world.local.rules = {"preset": preset}
    db.session.commit()
    with app.test_request_context():
        assert all(rules.asked_for(world.local, {}))


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (Fraction(4, 5), "80 %"),
        (Fraction(2159, 2700), "79.96 %"),
        (Fraction(73, 60), "121.66 %"),
        (Fraction(0), "0 %"),
    ],
)
def test_a_ratio_is_cut_off_never_rounded(app, ratio, words):
    with app.test_request_context():
        assert rules.percent(ratio).replace("\N{NO-BREAK SPACE}", " ") == words


def test_who_is_signed_out_is_told_to_come_in_and_comes_back_here(visitor, world):
    visitor.visit("/programmes/digital-local")
    assert "Ask Adult Education Centre Jesenice" in visitor.text("#enrolment")
    link = visitor.page.select_one("#enrolment a.now")
    assert link["href"] == "/sign-in?next=/programmes/digital-local"


def test_who_learns_continues_at_the_next_lesson(app, world):
    page = Visitor(app).sign_in(world.lea).visit("/programmes/digital-local")
    assert "0 of 6 lessons done" in page.text("#enrolment")
    assert "Begin First of 01-my-phone · 10 minutes" in page.text("#enrolment a.now")
    assert "Your group: Jesenice, group A" in page.text("#enrolment")
    assert len(page.page.select(".outline .steps a")) == 6


def test_staff_are_told_that_they_have_no_place_and_coordinators_find_their_pages(app, world):
    trainer = Visitor(app).sign_in(world.tara).visit("/programmes/digital-local")
    assert "staff have no place in a group" in trainer.text("#enrolment")
    assert trainer.page.select(".outline .steps a")  # she teaches it: the lessons open
    assert not trainer.page.find("a", string="Settings")
    ema = Visitor(app).sign_in(world.ema).visit("/programmes/digital-local")
    links = {link["href"] for link in ema.page.select("main a")}
    assert {"/programmes/digital-local/settings", "/programmes/digital-local/applications"} < links


def test_no_such_programme(app, world):
    Visitor(app).visit("/programmes/nowhere", status=404)


@pytest.mark.parametrize("url", ["/programmes", "/programmes/digital-local"])
@pytest.mark.parametrize("who", [None, "lea", "olga", "ema"])
def test_a_page_costs_the_same_for_few_and_for_many(app, world, url, who):
    visitor = Visitor(app)
    if who:
        visitor.sign_in(getattr(world, who))
    with count_queries() as for_few:
        visitor.visit(url)
    db.session.add_all([world.local, world.centre, world.digital])
    for n in range(8):
        course = cast.course(f"course-{n}", f"Course {n}", "01-one", "02-two")
        db.session.add(course)
        cast.programme(f"programme-{n}", f"Programme {n}", world.centre, 4, [(course, 4)])
        more = cast.course(f"more-{n}", f"More {n}", "01-one", "02-two")
        world.local.courses.append(cast.ProgrammeCourse(course=more, position=9, units=1))
        group = {"organisation": world.centre, "zone": cast.ZONE, "programme": world.local}
        db.session.add(Group(slug=f"g{n}", title=f"G{n}", capacity=5, **group))
        for enrolled in (world.lea, world.olga):
            other = cast.programme(f"{enrolled.code}-{n}", "Other", world.centre, 4, [(more, 4)])
            state = {"state": State.ACTIVE, "since": cast.NOW}
            db.session.add(Enrolment(programme=other, person=enrolled, **state))
    db.session.commit()
    with count_queries() as for_many:
        visitor.visit(url)
    assert len(for_many) == len(for_few) <= 12, "\n\n".join(for_many)
