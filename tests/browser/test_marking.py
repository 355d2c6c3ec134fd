"""A trainer marks what waits, from the to-do on the first page to an empty queue, by keyboard."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, FOCUSED, SMALL

WAITING = 4  # three messages and a recording
FIRST = "[data-first] input"
HAND_IN = """
import io, wave
from sqlalchemy import select
from wsgi import app
from lms import clock
from lms.assessments import actions, queries
from lms.courses.models import Assessment, Course, Module
from lms.courses.rules.handed_in import handed_in
from lms.db import db
from lms.people.models import Person

def sound():
    told = io.BytesIO()
    with wave.open(told, "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(bytes(16000))
    return handed_in(told.getvalue(), "me.wav")

def take(test, code, speaks):
    person = db.session.scalars(select(Person).filter_by(code=code)).one()
    attempt = actions.start(test, person, now=clock.now())
    for item in queries.items(attempt.id):
        kind, about = item.question.kind, {"turn": 1, "token": f"walk-{item.place}"}
        raw = {"text": f"Dober dan. Sem {person.name} Karim je bolan. Lep pozdrav"}
        if kind == "audio" and speaks:
            raw, about["upload"] = {}, sound()
        if kind == "essay" or "upload" in about:
            actions.save(attempt, item.place, item.question, raw, now=clock.now(), **about)
    actions.hand_in(attempt, now=clock.now())

with app.test_request_context():
    course = select(Assessment).join(Module).join(Course)
    end = course.where(Course.slug == "slovene-first-steps", Assessment.kind == "exit")
    for code in ("A-04", "A-08", "A-13"):
        take(db.session.scalars(end).one(), code, speaks=code == "A-08")
    db.session.commit()
"""


@pytest.fixture
def handed_in(house, address):
    """Three people have written to a school, and one has spoken, at the end of the Slovene."""
    environment = os.environ | {"LMS_SECRET_KEY": "walk", "PYTHONPATH": str(house)}
    for name in ("LMS_TEST_DATABASE_URL", "LMS_DATABASE_URL", "LMS_PRODUCTION"):
        environment.pop(name, None)
    run = subprocess.run(
        [sys.executable, "-c", HAND_IN], cwd=house, env=environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def look_at_both(walker):
    """The page on a wide screen and on the smallest phone; the keyboard stays where it is."""
    for size in (SMALL, DESKTOP):
        walker.page.set_viewport_size(size)
        walker.look()


def mark(walker, digits="210"):
    """Chooses points in line after line and saves, with nothing but the keyboard."""
    page, here = walker.page, walker.page.url
    lines = page.locator("#judging [data-points]")
    for number, digit in zip(range(lines.count()), digits, strict=True):
        assert page.evaluate(FOCUSED, f"#judging_points_{number + 1} input")
        page.keyboard.press(digit)
        expect(lines.nth(number).locator("input:checked")).to_have_value(digit)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here)


def mark_messages(walker, number):
    """Question by question on a wide screen, where one begins in the points at once."""
    page = walker.page
    for left in range(number, 0, -1):
        expect(page.locator("main p.row span").first).to_contain_text(f"{left} answer")
        expect(page.locator(f"{FIRST}:focus")).to_have_count(1)
        walker.says("Karim je bolan").says("a number key chooses")
        look_at_both(walker)
        mark(walker)
    expect(page.locator("#notice")).to_contain_text("Everything of this is marked.")
    expect(page).to_have_url(re.compile("/marking$"))


def mark_recording(walker):
    """Person by person on a phone, where the answer comes first and one goes to the points."""
    page = walker.page
    expect(page.get_by_label("Listen to the answer")).to_be_visible()
    expect(page.locator(f"{FIRST}:focus")).to_have_count(0)
    look_at_both(walker)
    walker.tab_to(FIRST)
    mark(walker, "222")


def test_from_the_to_do_to_an_empty_queue_by_number_keys_and_enter(walk, handed_in):
    tara = walk(DESKTOP).sign_in("trainer").open("/")
    page = tara.page
    todo = page.locator("#to_do a[href='/marking']")
    expect(todo).to_have_text(f"{WAITING} answers to mark")
    tara.leave_by(todo)
    look_at_both(tara)
    message = page.locator("ul.lines li", has_text="Your child is ill today")
    tara.leave_by(message.get_by_role("link", name="Mark this question"))
    mark_messages(tara, WAITING - 1)

    page.set_viewport_size(SMALL)
    tara.leave_by(page.get_by_role("link", name="Mark person by person"))
    mark_recording(tara)
    expect(page.locator("main")).to_contain_text("Nothing waits to be marked.")
    look_at_both(tara)
    tara.open("/")
    expect(todo).to_have_count(0)
