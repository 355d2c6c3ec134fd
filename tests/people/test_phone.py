"""What phones ask for by themselves, and what tells them what they may keep, and for whom."""

import pytest

from tests.visitor import Visitor


@pytest.fixture
def lea(app, world):
    return Visitor(app).sign_in(world.lea)


def test_the_worker_is_never_old_and_looks_after_everything(app):
    answer = Visitor(app).send("GET", "/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_every_answer_says_whom_it_is_for(app, lea, world):
    assert lea.send("GET", "/timetable").headers["X-Person"] == str(world.lea.id)
    assert lea.send("GET", "/privacy").headers["X-Person"] == str(world.lea.id)
    lea.visit("/timetable").press("sign_out", "Bye")
    assert lea.send("GET", "/timetable").headers["X-Person"] == "nobody"
    assert Visitor(app).send("GET", "/").headers["X-Person"] == "nobody"


def test_a_page_is_kept_until_midnight_after_a_card_and_for_a_week_else(app, lea, world):
    seconds = int(lea.send("GET", "/timetable").headers["X-Offline"])
    assert seconds == 3.5 * 3600  # it is half past eight in the evening
    lou = Visitor(app).sign_in(world.lou)
    assert lou.send("GET", "/timetable").headers["X-Offline"] == "604800"


def test_a_page_that_may_be_kept_says_so_itself(app, lea, world):
    """The worker has not seen the first page: that one is asked for once more, and no other."""
    for url in ("/", "/timetable", "/account", "/privacy"):
        answer = lea.send("GET", url)
        says = " data-keeps" in answer.text
        assert says == ("X-Offline" in answer.headers), url
    assert " data-keeps" not in Visitor(app).send("GET", "/sign-in").text


def test_only_what_is_needed_may_be_kept(app, lea, world):
    tara = Visitor(app).sign_in(world.tara)
    kept = ["/sessions", f"/sessions/{world.tonight.id}/register", "/timetable"]
    assert all("X-Offline" in tara.send("GET", url).headers for url in kept)
    never = ["/account", "/groups/jes-a", f"/sessions/{world.tonight.id}", "/groups/jes-a/people"]
    assert not any("X-Offline" in tara.send("GET", url).headers for url in never)
    assert "X-Offline" not in lea.send("GET", "/account").headers


def test_the_page_for_no_network_is_about_nobody(lea):
    lea.visit("/offline")
    assert "There is no network" in lea.text("h1")
    assert not lea.page.select("#sign_out, nav a[href='/timetable']")
    assert "Lea" not in lea.text()


def test_the_platform_has_a_name_on_a_home_screen(app):
    facts = Visitor(app).send("GET", "/app.webmanifest")
    assert facts.mimetype == "application/manifest+json"
    assert facts.get_json(force=True)["name"] == app.config["SITE_NAME"]
