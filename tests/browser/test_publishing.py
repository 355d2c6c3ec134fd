"""From a series to "I cannot come": a trainer publishes, a learner answers, the trainer sees it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from lms import clock
from tests.browser.walker import DESKTOP, PHONE


def test_a_trainer_publishes_a_series_and_moves_one_of_its_dates_on_a_phone(walk):
    gavino = walk(PHONE).sign_in("trainer.teachers").follow("Publish a series")
    page, saturday = gavino.page, first_saturday()
    describe(page, saturday)
    gavino.follow("Look at the dates", "#series").says("These dates")
    offered = page.locator(".plan input[name=take]")
    assert offered.count() >= 2
    for box in offered.all():  # also those that a holiday would leave out
        box.check()
    offered.first.uncheck()
    gavino.follow("Look again", "#series")
    left = offered.count() - 1
    gavino.follow(re.compile(r"Publish \d+ session"), "#series").says(f"{left} session")

    last = saturday + timedelta(days=14)
    gavino.open(f"/timetable?view=week&on={last}")
    gavino.leave_by(page.locator("main .agenda a").first)
    page.locator("summary", has_text="Change this session").click()
    page.fill("#session_day", (last + timedelta(days=1)).isoformat())
    gavino.follow("Save the changes", "form#session").says("Moved")


def describe(page, saturday):
    """Three Saturday mornings in the school."""
    page.get_by_label("Saturday").check()
    if not page.locator("#series_breaks").is_visible():
        page.locator("summary", has_text="More: breaks").click()
    for name, value in {
        "first": saturday.isoformat(),
        "last": (saturday + timedelta(days=15)).isoformat(),
        "starts": "09:00",
        "ends": "12:00",
        "place": "School library",
        "breaks": "10:30-10:45",
    }.items():
        page.fill(f"#series_{name}", value)
    page.select_option("#series_calendar", value="IT")
    page.select_option("#series_about", index=1)


def first_saturday():
    """Three weeks from now or a little later: the group has no other session on that day."""
    day = clock.today("Europe/Rome") + timedelta(days=20)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def test_a_learner_says_that_they_cannot_come_and_the_trainer_sees_it_before_any_mark(walk):
    tara = walk(DESKTOP).sign_in("trainer").open("/sessions?group=jesenice-a&when=next")
    last = tara.page.locator("main .agenda a[href*='/sessions/']").last  # whatever the hour is now
    session = re.search(r"/sessions/\d+", last.get_attribute("href"))[0]
    amal = walk(PHONE).sign_in_by_card("AMA-222").open(session)
    amal.follow("I cannot come", "main form").says("come after all")

    tara.open(session).says("Amal H.")
    tara.open(f"{session}/register")
    line = tara.page.locator("#lines .line", has_text="A-01")
    expect(line).to_contain_text("they cannot come")
    expect(line.locator("input[type=radio]:checked")).to_have_count(0)

    amal.follow("I can come after all", "main").says("I cannot come")


def test_a_teacher_leaves_the_queue_for_an_open_session_and_joins_it_again(walk):
    grazia = walk(PHONE).sign_in("teacher").follow("Timetable").follow("Open sessions", "main")
    card = grazia.page.locator("main [id^=places_]").first
    expect(card).to_contain_text("You are number 2 of 2")
    card.get_by_role("button", name="Leave the queue").click()
    expect(card).not_to_contain_text("You are number")
    grazia.look()
    card.get_by_role("button").click()
    expect(card).to_contain_text("You are number 2 of 2")
