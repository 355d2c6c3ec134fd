"""The pages of each person, looked at in English and Arabic, on a small phone and at a desk."""

import sqlite3

import pytest

from lms import clock
from tests.browser.walker import DESKTOP, SMALL

WHO = {
    "nobody": ["/sign-in", "/programmes", "/programmes/inclusive-local-government", "/languages",
               "/privacy", "/accessibility", "/nothing-here",
               "/verify", "/verify/0000-0000-0000-0000", "/verify/{serial}"],
    "DEM-B22": ["/", "/completions/{completion}", "/attestations", "/attestations/{serial}",
                "/attestations/{serial}/badge", "/transcript"],
    "AMA-222": ["/", "/lessons/{lesson}", "/programmes/jesenice-digital-local",
                "/programmes/jesenice-digital-local/courses/digital-basics",
                "/courses/slovene-first-steps/glossary",
                "/groups/jesenice-a/people/A-01", "/account", "/account/calendar",
                "/account/messages", "/account/data", "/sessions/{next}", "/transcript",
                "/timetable", "/timetable?view=week", "/groups/jesenice-a/timetable"],
    "teacher": ["/open-sessions", "/sessions/{open}"],
    "official": ["/", "/programmes", "/groups/officials-1/people/OFF-01"],
    "trainer": ["/sessions", "/sessions/new?group=jesenice-a", "/sessions/{today}",
                "/sessions/series/new?group=jesenice-a", "/sessions/series/copy?group=jesenice-a",
                "/sessions/{next}",
                "/sessions/{today}/register", "/sessions/{past}/register",
                "/timetable", "/groups/jesenice-a/calendar", "/make-up", "/make-up/{offer}",
                "/make-up?show=all&group=jesenice-a", "/sessions/{missed}/make-up/A-10"],
    "trainer.teachers": ["/groups", "/groups/sardinia-1", "/groups/sardinia-1/modules",
                         "/groups/sardinia-1/people/TEA-01"],
    "coordinator.cities": ["/sessions/{open}", "/sessions/{open}/places",
                           "/sessions/{webinar}/lists", "/lists/{list}"],
    "coordinator": ["/closing-days", "/dashboard", "/dashboard?only=short",
                    "/standing?standing=on_track", "/registers",
                    "/groups/jesenice-a", "/groups/jesenice-a/people?q=A",
                    "/memberships/{membership}", "/groups/new", "/imports",
                    "/programmes/jesenice-digital-local/applications",
                    "/programmes/jesenice-digital-local/settings",
                    "/programmes/jesenice-digital-local/courses", "/people", "/people/A-02",
                    "/programmes/jesenice-digital-local/rules",
                    "/programmes/jesenice-digital-local/rules/history",
                    "/people/A-02/transcript",
                    "/people/A-02/card", "/new-person", "/people/A-02/messages",
                    "/people/A-02/data", "/people/A-02/erase", "/erasures",
                    "/programmes/jesenice-digital-local/keeping",
                    "/groups/jesenice-a/evidence", "/groups/jesenice-a/packs",
                    "/groups/jesenice-a/completions",
                    "/groups/jesenice-a/completions?show=confirmed", "/completions",
                    "/completions/{completion}",
                    "/groups/jesenice-a/attestations", "/attestations/{serial}",
                    "/attestations/{serial}/revoke", "/attestations/{serial}/badge",
                    "/organisations/aec-jesenice/attestations",
                    "/organisations/aec-jesenice/attestations/design",
                    "/groups/jesenice-a/calls", "/groups/jesenice-a/notice?also=ar,sl,en"],
    "coordinator.project": ["/projects/includ-eu/activities",
                            "/projects/includ-eu/activities/registrations",
                            "/projects/includ-eu/activities/people?kind=webinar",
                            "/projects/includ-eu/activities/organisations",
                            "/projects/includ-eu/activities/organisations?of=aec-jesenice",
                            "/projects/includ-eu/figures", "/projects/includ-eu/figures/new",
                            "/projects/includ-eu/figures/{figure}",
                            "/projects/includ-eu/figures/{figure}/out"],
    "admin": ["/jobs", "/people?role=coordinator", "/groups/officials-1", "/organisations",
              "/new-organisation", "/organisations/aec-jesenice/edit", "/new-person"],
}  # fmt: skip
DARK = [
    ("AMA-222", "/"),
    ("trainer", "/sessions/{today}/register"),
    ("coordinator", "/dashboard"),
    ("coordinator", "/groups/jesenice-a"),
    ("coordinator", "/timetable"),
    ("coordinator.project", "/projects/includ-eu/activities/registrations"),
    ("coordinator.project", "/projects/includ-eu/figures"),
    ("coordinator", "/groups/jesenice-a/evidence"),
    ("coordinator", "/groups/jesenice-a/completions"),
    ("coordinator", "/programmes/jesenice-digital-local/rules"),
    ("coordinator", "/attestations/{serial}/revoke"),
    ("DEM-B22", "/attestations/{serial}"),
    ("DEM-B22", "/attestations/{serial}/badge"),
    ("nobody", "/verify"),
    ("nobody", "/verify/{serial}"),
]


@pytest.fixture(scope="session")
def places(address, house):
    """The numbers in the addresses, as the demo gave them."""
    today = clock.today("Europe/Ljubljana").isoformat()
    asked = {
        "today": "SELECT id FROM sessions WHERE code LIKE 'jesenice-a-%' AND day >= :today"
        " ORDER BY day",
        "next": "SELECT id FROM sessions WHERE code LIKE 'jesenice-a-%' AND day > :today"
        " ORDER BY day",
        "open": "SELECT id FROM sessions WHERE is_open",
        "webinar": "SELECT session_id FROM meeting_lists ORDER BY id",
        "list": "SELECT id FROM meeting_lists ORDER BY id",
        "past": "SELECT id FROM sessions WHERE code LIKE 'jesenice-a-%' AND day < :today"
        " ORDER BY day DESC",
        "offer": "SELECT id FROM make_up_offers WHERE state = 'accepted'",
        "missed": "SELECT session_id FROM make_up_offers WHERE state = 'offered'",
        "lesson": "SELECT id FROM lessons ORDER BY id",
        "completion": "SELECT completions.id FROM completions JOIN people"
        " ON people.id = completions.person_id WHERE people.code = 'A-02'",
        "serial": "SELECT serial FROM attestations JOIN people"
        " ON people.id = attestations.person_id WHERE people.code = 'A-02'",
        "figure": "SELECT reported_figures.id FROM reported_figures JOIN projects"
        " ON projects.id = project_id WHERE slug = 'includ-eu' ORDER BY position",
        "membership": "SELECT memberships.id FROM memberships JOIN people"
        " ON people.id = memberships.person_id WHERE people.code = 'A-02'",
    }
    database = sqlite3.connect(house / "instance" / "lms.db")
    found = {name: database.execute(f"{query} LIMIT 1", {"today": today}).fetchone()[0]
             for name, query in asked.items()}  # fmt: skip
    database.close()
    return found


def come_in(walker, who):
    if "-" in who:
        walker.sign_in_by_card(who)
    elif who != "nobody":
        walker.sign_in(who)
    return walker


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_right_on_a_small_phone_and_at_a_desk(walk, places, who, language):
    walker, found = come_in(walk(SMALL, language), who), []
    seen_in_colour = SMALL if language == "en" else DESKTOP
    for path in WHO[who]:
        walker.page.goto(path.format(**places))
        assert walker.page.locator("html").get_attribute("lang") == language
        for size in (SMALL, DESKTOP):
            walker.page.set_viewport_size(size)
            found += walker.faults(colours=size is seen_in_colour)
    assert found == []


@pytest.mark.parametrize("who", WHO)
def test_slovene_words_are_longer_and_fit_all_the_same(walk, places, who):
    walker, found = come_in(walk(SMALL, "sl"), who), []
    for path in WHO[who]:
        walker.page.goto(path.format(**places))
        found += walker.faults_of_shape()
    assert found == []


@pytest.mark.parametrize(("who", "path"), DARK)
def test_pages_can_be_read_in_the_dark(walk, places, who, path):
    walker = come_in(walk(SMALL, scheme="dark"), who)
    walker.page.goto(path.format(**places))
    assert walker.faults() == []


def test_pages_that_say_no_are_right_as_well(walk):
    walker = walk(SMALL).open("/sign-in")
    walker.leave_by(walker.page.locator("form#card button")).says("You are not in yet.")
    walker.leave_by(walker.page.locator("form#staff button")).says("You are not in yet.")
    walker.sign_in("trainer").follow("Publish a session")
    walker.page.fill("#session_day", "2026-01-01")
    walker.follow("Publish", "form#session").says("This cannot be saved yet.")
