"""What a phone keeps, and when it lets go of it: behind a proxy that is slow, or answers in the
platform's place; when somebody leaves; and after a time."""

import pytest
from playwright.sync_api import expect

from tests.browser.proxy import Proxy
from tests.browser.test_offline import PAGES, Device, register  # noqa: F401
from tests.browser.walker import PATIENCE, PHONE

MADE = """([name, days, until]) => new Promise(done => {
    const asked = indexedDB.open("lms", 1);
    asked.onsuccess = () => {
        const marks = asked.result.transaction("marks", "readwrite").objectStore("marks");
        marks.put({
            id: name, key: name, by: 999999, by_name: "Vera", path: "/sessions/1/register", name,
            person: "1", words: "Excused, Illness", where: "Group A", tried: true, until,
            at: Date.now() - days * 86400000,
        }).onsuccess = done;
    };
})"""
STORED = """() => new Promise(done => {
    const asked = indexedDB.open("lms", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("marks").objectStore("marks").getAll();
        all.onsuccess = () => done(all.result.map(one => [one.id, one.name, one.words, one.where]));
    };
})"""
AGED = """async () => {
    const cache = await caches.open("pages");
    const old = { headers: { "X-Kept": Date.now() - 8 * 86400000, "X-Offline": 604800 } };
    await cache.put("/timetable?on=2020-01-01", new Response("<html >", old));
}"""
STARTS_ANEW = """async () => {
    const worker = await navigator.serviceWorker.getRegistration();
    await worker.unregister();
}"""


@pytest.fixture
def proxy(address):
    with Proxy(address) as proxy:
        yield proxy


@pytest.fixture
def amal(walk, proxy):
    """A learner whose phone keeps the timetable, behind the proxy."""
    device = Device(walk(PHONE, at=proxy.address).sign_in_by_card("AMA-222"))
    device.page.goto("/timetable")
    return device.kept("/timetable")


def until(page, is_so):
    """Waits for what the page does by itself."""
    for _try in range(PATIENCE // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to it")


def bye(device):
    with device.page.expect_navigation():
        device.page.locator("#sign_out button").click()
    return device


def test_who_left_without_network_stays_out_whatever_a_proxy_answers(amal, proxy):
    page = amal.page
    bye(amal.switch(network=False)).says("h1", "There is no network")
    proxy.broken.add("/sign-out")
    amal.switch(network=True)
    for _try in range(2):
        page.goto("/timetable")
        amal.says("h1", "There is no network")
    assert "POST /sign-out" in proxy.asked
    proxy.broken.clear()
    page.goto("/timetable")
    amal.says("main", "With my card")
    assert page.evaluate(PAGES) == 0


def test_who_leaves_while_a_proxy_answers_is_out_too(amal, proxy):
    proxy.broken.add("/sign-out")
    amal.walker.is_offline = True
    bye(amal).says("h1", "There is no network")
    amal.page.goto("/timetable")
    amal.says("h1", "There is no network")
    proxy.broken.clear()
    amal.page.goto("/timetable")
    amal.says("main", "With my card")


def test_who_leaves_with_an_old_token_is_out_too(amal, proxy):
    amal.page.evaluate("document.querySelector('#sign_out [name=csrf_token]').value = 'old'")
    bye(amal).says("main", "With my card")
    amal.page.goto("/timetable")
    amal.says("main", "With my card")


def test_an_answer_that_was_asked_for_before_somebody_left_is_not_kept(amal, proxy):
    other = amal.page.context.new_page()
    other.goto("/timetable")
    proxy.slow["/"] = 3
    proxy.asked.clear()
    other.evaluate("() => { window.late = fetch('/').then(answer => answer.text()); }")
    until(amal.page, lambda: "GET /" in proxy.asked)
    bye(amal)
    assert "Amal" in other.evaluate("window.late")  # it came, to the page that had asked
    amal.page.wait_for_timeout(1000)
    assert amal.page.evaluate(PAGES) == 0


def test_on_a_slow_network_nobody_is_told_that_they_are_offline(walk, proxy, register):  # noqa: F811
    gavino = Device(walk(PHONE, at=proxy.address).sign_in("trainer.teachers"))
    page = gavino.page
    page.goto(register)
    gavino.kept(register)
    proxy.slow[register] = 12
    page.reload()
    gavino.says("#known", "The network is slow. This is what was known on")
    expect(page.locator("#known")).not_to_contain_text("You are offline", use_inner_text=True)
    gavino.walker.look()
    proxy.slow.clear()
    gavino.line(0).locator("label.c-part").click()
    gavino.line(0).locator("[name^=came-]").fill("04:0")
    page.evaluate("window.here = true")
    page.evaluate("phone.send()")
    gavino.says("#fresh", "What you typed is still here.")
    expect(page.locator("#known")).to_be_hidden()
    gavino.walker.look()
    assert page.evaluate("window.here")  # it was not loaded again
    page.get_by_role("button", name="Load this page again").click()
    expect(page.locator("#fresh")).to_be_hidden()


def test_what_was_typed_offline_stays_when_there_is_network(walk, proxy, register):  # noqa: F811
    gavino = Device(walk(PHONE, at=proxy.address).sign_in("trainer.teachers"))
    page = gavino.page
    page.goto(register)
    gavino.kept(register).switch(network=False)
    page.reload()
    gavino.mark(0, "absent").says("#unsent", "not sent yet: 1")
    page.locator("#guests summary").click()
    page.fill("#guest", "half a co")
    page.evaluate("window.here = true")
    proxy.broken.add("/who")
    gavino.switch(network=True)
    page.evaluate("phone.send()")
    gavino.says("#unsent", "not sent yet: 1")
    assert page.evaluate("window.here")
    assert page.locator("#fresh").is_hidden()
    proxy.broken.clear()
    page.evaluate("phone.send()")
    gavino.says("#fresh", "What you typed is still here.")
    expect(page.locator("#unsent")).to_be_hidden()
    expect(gavino.line(0)).not_to_contain_text("Not sent yet")
    assert page.locator("#guest").input_value() == "half a co"
    assert page.evaluate("window.here")


def test_marks_of_somebody_who_does_not_come_back_lose_their_names_and_go(amal):
    page = amal.page
    for mark in (
        ["Recent", 6, "2099-01-01"], ["Open", 8, "2099-01-01"], ["Locked", 8, "2020-01-01"],
    ):  # fmt: skip
        page.evaluate(MADE, mark)
    page.goto("/account")
    left = [["Open", "", "", ""], ["Recent", "Recent", "Excused, Illness", "Group A"]]
    until(page, lambda: page.evaluate(STORED) == left)


def test_a_page_past_its_time_goes_though_nobody_opens_it(amal):
    page = amal.page
    page.evaluate(AGED)
    page.evaluate(STARTS_ANEW)
    page.goto("/account")
    page.goto("/account")
    there = "async () => !!await caches.match('/timetable?on=2020-01-01')"
    until(page, lambda: not page.evaluate(there))


def test_only_a_first_page_that_may_be_kept_is_asked_for_twice(walk, proxy):
    walker = walk(PHONE, at=proxy.address)
    walker.page.goto("/sign-in")
    walker.page.evaluate("navigator.serviceWorker.ready")
    until(walker.page, lambda: "GET /offline" in proxy.asked)
    walker.page.wait_for_timeout(1500)
    assert proxy.asked.count("GET /sign-in") == 1
