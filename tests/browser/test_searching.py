"""Somebody looks for something: in Arabic, in Slovene without the caron, and in vain."""

from tests.browser.walker import DESKTOP, PHONE, SMALL


def test_a_learner_finds_an_arabic_lesson_on_a_phone(walk):
    amal = walk(SMALL, "ar").sign_in_by_card("AMA-222").look()
    amal.leave_by(amal.page.locator("header a[href='/search']"))
    amal.look()
    amal.page.fill("#q", "الهَاتف")
    amal.leave_by(amal.page.locator("#search button"))
    hit = amal.look().page.locator(".hit", has=amal.page.locator("a[href^='/lessons/']")).first
    assert hit.locator("h3").get_attribute("dir") == "rtl"
    assert hit.locator("mark").count()
    title = hit.locator("h3").inner_text()
    amal.leave_by(hit.locator("h3 a"))
    assert title in amal.page.locator("h1").inner_text()


def test_slovene_is_found_without_the_caron_and_without_scripts(walk):
    tara = walk(DESKTOP, "sl", scripts=False).sign_in("trainer").open("/search")
    tara.page.fill("#q", "racunalnika")
    tara.leave_by(tara.page.locator("#search button"))
    assert "ačunalnik" in tara.look().page.locator(".hit mark").first.inner_text()
    tara.leave_by(tara.page.locator(".chips a[href*='kind=lesson']"))
    assert tara.look().page.locator(".hit a[href^='/lessons/']").count()


def test_who_finds_nothing_is_helped_on_also_in_the_dark(walk):
    nobody = walk(PHONE, scheme="dark").open("/search?q=municipallity").look()
    nobody.says("Lessons, sessions and words are found when you have come in")
    tara = walk(DESKTOP, scheme="dark").sign_in("trainer").open("/search?q=pasword&kind=session")
    tara.look().says("Nothing was found").follow("Look in everything, in all languages", "main")
    tara.look().page.locator(".hit, .empty p a").first.wait_for()
