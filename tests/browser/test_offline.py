"""Airplane mode, in a real browser: the register and the timetable work on, and no mark is lost."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from lms import clock
from tests.browser.walker import PATIENCE, PHONE

READY = """async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise(done => setTimeout(done, 50));
}"""
KEPT = """async path => {
    const cache = await caches.open("pages");
    return (await cache.keys()).some(one => new URL(one.url).pathname === path);
}"""
PAGES = "async () => (await (await caches.open('pages')).keys()).length"
MARKS = """() => new Promise(done => {
    const asked = indexedDB.open("lms", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("marks").objectStore("marks").getAll();
        all.onsuccess = () => done(all.result.map(one => [one.name, one.mark]));
    };
})"""


# each walk has a session of its own; none in the hours in which clocks change
STARTS = iter([f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(4 * 60, 23 * 60, 35)])
SHIFTED = """(() => {
    const Real = Date, by = HOURS * 3600 * 1000;
    globalThis.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + by); }
        static now() { return Real.now() + by; }
    };
})()"""


class Device:
    """A walker whose network can be switched off."""

    def __init__(self, walker):
        self.walker, self.page = walker, walker.page

    def kept(self, path):
        """Waits until the page is kept."""
        self.page.evaluate(READY)
        for _try in range(PATIENCE // 100):
            if self.page.evaluate(KEPT, path):
                return self
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{path} is not kept")

    def switch(self, *, network):
        self.walker.is_offline = True  # the browser says so a little later
        self.page.context.set_offline(not network)
        return self

    def line(self, number):
        return self.page.locator("#lines .line").nth(number)

    def mark(self, number, mark):
        self.line(number).locator(f"label.c-{mark}").click()
        return self

    def marks(self):
        return sorted(self.page.evaluate(MARKS))

    def let_go(self):
        """Waits until the device holds no mark: what a reload cut off is sent once more."""
        for _try in range(PATIENCE // 100):
            if not self.marks():
                return self
            self.page.wait_for_timeout(100)
        raise AssertionError(f"still here: {self.marks()}")

    def saved(self):
        expect(self.page.locator("#saved")).to_contain_text("aved")
        expect(self.page.locator("#saved")).not_to_contain_text("not")
        return self

    def says(self, selector, words):
        expect(self.page.locator(selector)).to_contain_text(words)
        return self


@pytest.fixture
def register(walk):
    """The address of a register of today that nobody has taken."""
    gavino = walk().sign_in("trainer.teachers")
    gavino.open("/sessions").follow("Publish a session")
    page, starts = gavino.page, next(STARTS)
    ends = datetime.combine(date.min, time.fromisoformat(starts)) + timedelta(minutes=30)
    page.fill("#session_day", clock.today("Europe/Rome").isoformat())
    page.fill("#session_starts", starts)
    page.fill("#session_ends", f"{ends:%H:%M}")
    page.locator("#session_about").select_option(index=1)
    if not page.locator("#session_breaks").is_visible():  # folded, where there are none
        page.locator("summary", has_text="More: breaks").click()
    page.fill("#session_breaks", "")
    gavino.follow("Publish", "form#session")
    return page.locator("a[href$='/register']").first.get_attribute("href")


@pytest.fixture
def gavino(walk, register):
    """A trainer before the register, on a phone that keeps it."""
    device = Device(walk(PHONE).sign_in("trainer.teachers"))
    device.page.goto(register)
    return device.kept(register)


def test_a_register_is_taken_in_airplane_mode_and_sent_when_there_is_network(
    gavino, walk, register
):
    page = gavino.page
    gavino.mark(0, "present").saved()
    gavino.switch(network=False).mark(1, "absent")
    gavino.says("#saved", "Kept on this device, not sent yet.")
    gavino.says("#unsent", "Marks that are not sent yet: 1")
    page.click("#all_present")
    people = gavino.walker.number("h2#who")
    gavino.says("#unsent", f"Marks that are not sent yet: {people - 1}")
    gavino.walker.look()

    page.reload()
    gavino.says("#known", "You are offline. This is what was known on")
    gavino.says("#unsent", f"Marks that are not sent yet: {people - 1}")
    expect(gavino.line(0).locator(".c-present input")).to_be_checked()
    expect(gavino.line(1).locator(".c-absent input")).to_be_checked()
    expect(gavino.line(2)).to_contain_text("Not sent yet")
    gavino.walker.look()

    gavino.switch(network=True)
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#known")).to_be_hidden()
    gavino.let_go()
    rosa = walk().sign_in("coordinator.teachers").open(register)
    expect(rosa.page.locator("#totals .c-present b")).to_have_text(str(people - 1))
    expect(rosa.page.locator("#totals .c-absent b")).to_have_text("1")


def test_two_browsers_in_conflict_one_is_asked_with_both_values(gavino, walk, register):
    rosa = Device(walk().sign_in("coordinator.teachers"))
    rosa.page.goto(register)
    gavino.switch(network=False).mark(0, "present").mark(1, "present")
    gavino.says("#unsent", "Marks that are not sent yet: 2")
    rosa.mark(0, "absent").saved()
    gavino.switch(network=True)
    question = gavino.line(0).locator(".asks.notice")
    expect(question).to_contain_text(re.compile(r"Already marked absent at [0-9:]+ by Rosa Demo"))
    expect(question).to_contain_text(re.compile(r"You marked present at [0-9:]+"))
    expect(gavino.line(1).locator("summary")).to_contain_text("30 min")
    gavino.walker.look()
    gavino.line(0).get_by_role("button", name="Keep: absent").click()
    expect(gavino.line(0).locator(".c-absent input")).to_be_checked()
    gavino.page.reload()
    expect(gavino.line(0).locator(".c-absent input")).to_be_checked()
    expect(gavino.page.locator("#unsent")).to_be_hidden()
    gavino.let_go()


def test_a_question_waits_where_somebody_opens_another_page(gavino, walk, register):
    rosa = Device(walk().sign_in("coordinator.teachers"))
    rosa.page.goto(register)
    gavino.switch(network=False).mark(0, "present").says("#unsent", "not sent yet: 1")
    rosa.mark(0, "absent").saved()
    gavino.page.goto("/account")
    gavino.switch(network=True)
    gavino.page.goto("/account")
    gavino.says("#unsent", "Already marked absent")
    gavino.walker.look()
    gavino.walker.leave_by(gavino.page.locator("#unsent [data-open]"))
    expect(gavino.line(0).locator(".asks.notice")).to_contain_text("Already marked absent")


def test_a_sign_in_that_ended_meanwhile_loses_no_mark(gavino, register):
    page = gavino.page
    gavino.switch(network=False).mark(0, "absent").says("#unsent", "not sent yet: 1")
    page.context.clear_cookies()
    gavino.switch(network=True)
    page.get_by_role("link", name="Sign in again, and they are sent.").click()
    gavino.says("#others_unsent", "Gavino Demo: 1")
    assert page.evaluate(PAGES) == 0
    gavino.walker.enter("trainer.teachers")
    expect(page.locator("#unsent")).to_be_hidden()
    page.goto(register)
    expect(gavino.line(0).locator(".c-absent input")).to_be_checked()
    expect(gavino.line(0).locator("summary")).to_contain_text("0 min")
    gavino.let_go()


def test_nobody_sends_the_marks_of_somebody_else(gavino, register):
    page = gavino.page
    gavino.switch(network=False).mark(0, "absent").says("#unsent", "not sent yet: 1")
    page.context.clear_cookies()
    gavino.switch(network=True)
    gavino.walker.sign_in("coordinator.teachers")
    gavino.says("#others_unsent", "Gavino Demo: 1")
    page.goto(register)
    expect(gavino.line(0).locator("p.cred")).to_contain_text("Unmarked")
    assert len(gavino.marks()) == 1


@pytest.mark.parametrize("hours", [-7, 5])
def test_a_clock_that_is_wrong_by_hours_does_not_matter(walk, register, hours):
    walker = walk(PHONE)
    walker.page.add_init_script(SHIFTED.replace("HOURS", str(hours)))
    gavino = Device(walker.sign_in("trainer.teachers"))
    gavino.page.goto(register)
    gavino.kept(register).switch(network=False).mark(0, "absent").says("#unsent", "yet: 1")
    gavino.page.reload()
    gavino.says("#unsent", "yet: 1").switch(network=True)
    expect(gavino.page.locator("#unsent")).to_be_hidden()
    rosa = walk().sign_in("coordinator.teachers").open(register).page
    rosa.locator("#lines .line").nth(0).locator("summary").click()
    words = rosa.locator("#lines .line").nth(0).locator(".from").inner_text()
    said = re.search(r"at ([0-9]+):([0-9]+)", words)
    now = clock.now().astimezone(ZoneInfo("Europe/Rome"))
    apart = (now.hour * 60 + now.minute - int(said[1]) * 60 - int(said[2])) % 1440
    assert apart <= 3, (words, now)


def test_a_session_that_was_cancelled_meanwhile_is_said_and_the_marks_stay(gavino, walk, register):
    gavino.switch(network=False).mark(0, "present").says("#unsent", "yet: 1")
    rosa = walk().sign_in("coordinator.teachers").open(register.removesuffix("/register"))
    rosa.page.locator("summary", has_text="Cancel this session").click()
    rosa.page.locator("form#cancel [name$=reason]").fill("Storm")
    rosa.leave_by(rosa.page.locator("form#cancel button").first)
    gavino.switch(network=True)
    gavino.says("#unsent", "This session is cancelled.")
    assert len(gavino.marks()) == 1
    gavino.walker.look()
    gavino.page.get_by_role("button", name="Discard this mark").click()
    gavino.walker.look()
    gavino.page.locator("#before_discard [value=yes]").click()
    expect(gavino.page.locator("#unsent")).to_be_hidden()
    gavino.let_go()


def test_who_leaves_is_told_what_is_not_sent_and_no_page_stays(gavino):
    page = gavino.page
    gavino.switch(network=False).mark(0, "absent").says("#unsent", "yet: 1")
    page.get_by_role("button", name="Bye").click()
    expect(page.locator("#before_bye")).to_contain_text("Marks that are not sent yet: 1")
    gavino.walker.look()
    page.locator("#before_bye [value=no]").click()
    expect(page.locator("#before_bye")).to_be_hidden()
    page.get_by_role("button", name="Bye").click()
    page.locator("#before_bye [value=yes]").click()
    expect(page.locator("h1")).to_have_text("There is no network")
    assert page.evaluate(PAGES) == 0
    assert len(gavino.marks()) == 1
    gavino.switch(network=True)  # the server is told first that they have left
    gavino.says("main", "With my card").says("#others_unsent", "Gavino Demo: 1")


@pytest.mark.parametrize(("language", "words"), [("en", "You are offline"), ("ar", "")])
def test_a_learner_has_the_timetable_in_airplane_mode(walk, language, words):
    amal = Device(walk(PHONE, language).sign_in_by_card("AMA-222"))
    amal.page.goto("/timetable")
    amal.kept("/timetable").switch(network=False)
    before = amal.page.locator("main").inner_text()
    amal.page.reload()
    amal.says("#known", words)
    assert amal.page.locator("main").inner_text() == before
    assert amal.page.locator("html").get_attribute("lang") == language
    amal.walker.look()
    amal.page.goto("/programmes")
    expect(amal.page.locator("#kept_pages a").first).to_be_visible()
    amal.walker.look()
    amal.switch(network=True)  # then the page comes by itself
    expect(amal.page.locator("#kept_pages")).to_have_count(0)
    amal.page.goto("/timetable")
    with amal.page.expect_navigation():
        amal.page.locator("#sign_out button").click()
    assert amal.page.evaluate(PAGES) == 0
    amal.switch(network=False)
    amal.page.goto("/timetable")
    expect(amal.page.locator("main h1")).to_be_visible()
    assert before.splitlines()[-1] not in amal.page.locator("main").inner_text()
