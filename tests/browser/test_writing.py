"""Trainers write a course of their own: alone, by keyboard, without scripts, two at a time."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL


def begin(walker, title, lesson="Lock the phone"):
    """A course with a module and a lesson, in English; the walker stands in the editor."""
    walker.open("/courses/new").page.fill("#course_title-en", title)
    leave(walker, "form#course")
    leave(walker, "main", "a[href$='/modules/new']")
    walker.page.fill("#module_title-en", "Safe")
    leave(walker, "form#module")
    return add_lesson(walker, lesson)


def add_lesson(walker, title):
    leave(walker, "#outline", "a[href$='/lessons/new']")
    walker.page.select_option("#lesson_language", "en")
    walker.page.fill("#lesson_title", title)
    leave(walker, "form#lesson")
    return urlsplit(walker.page.url).path


def leave(walker, within, control="button.now, button[value=publish]"):
    walker.leave_by(walker.page.locator(within).locator(control).first)


def outline_of(walker):
    return urlsplit(walker.page.locator("main a").first.get_attribute("href")).path


def test_a_trainer_writes_a_lesson_alone_and_it_is_read(walk):
    tara = walk(DESKTOP).sign_in("trainer")
    lesson = begin(tara, "Written on a walk")
    page, text = tara.page, tara.page.locator("#editor_markdown")
    page.get_by_role("button", name="Heading", exact=True).click()
    page.keyboard.type("Why")
    page.keyboard.press("End")
    page.keyboard.type("\n\nA lock keeps others out.")
    page.keyboard.press("Control+b")
    page.keyboard.type("All of them.")
    expect(text).to_have_value("## Why\n\nA lock keeps others out.**All of them.**")
    page.get_by_role("button", name="Think", exact=True).click()
    expect(text).to_have_value(re.compile("!!! think"))
    page.keyboard.press("Control+z")
    expect(text).not_to_have_value(re.compile("!!! think"))
    expect(page.locator("#saved")).to_contain_text("Saved at")
    expect(page.locator("#preview h2, #preview h3").filter(has_text="Why")).to_be_visible()
    tara.look()
    leave(tara, "main", "a[href*='/preview/']")
    tara.says("A lock keeps others out.")
    tara.open(lesson)
    leave(tara, "form#editor", "#to_publish")
    leave(tara, "form#publish")
    tara.says("Version 1")
    ada = walk(DESKTOP).sign_in("admin")
    ada.open(f"/lessons/{lesson.split('/')[2]}").says("A lock keeps others out.")


def test_what_is_typed_stays_while_the_network_is_away(walk):
    tara = walk(DESKTOP).sign_in("trainer")
    lesson = begin(tara, "Away from the network")
    page, text = tara.page, tara.page.locator("#editor_markdown")
    tara.is_offline = True
    page.context.set_offline(True)
    text.fill("Typed under ground.")
    expect(page.locator("#away")).to_be_visible()
    expect(text).to_have_value("Typed under ground.")
    page.context.set_offline(False)
    expect(page.locator("#away")).to_be_hidden()
    expect(page.locator("#saved")).to_contain_text("Saved at")
    tara.is_offline = False
    page.reload()
    assert lesson in page.url
    expect(text).to_have_value("Typed under ground.\n")


def test_what_is_too_long_is_not_called_saved(walk):
    tara = walk(DESKTOP).sign_in("trainer")
    begin(tara, "Far too much")
    page, text = tara.page, tara.page.locator("#editor_markdown")
    text.fill("Short enough.")
    expect(page.locator("#saved_when")).to_contain_text("Saved at")
    text.fill("far too much " * 300_000)
    expect(page.locator("#too_long")).to_contain_text("at most 2 MB")
    expect(page.locator("#saved_when")).to_be_hidden()
    expect(page.locator("#away")).to_be_hidden()
    text.fill("Short again.")
    expect(page.locator("#too_long")).to_be_hidden()
    expect(page.locator("#saved_when")).to_contain_text("Saved at")


def test_lessons_change_places_by_keyboard_and_by_pointer(walk):
    tara = walk(DESKTOP).sign_in("trainer")
    begin(tara, "In another order", "First")
    tara.open(outline := outline_of(tara))
    add_lesson(tara, "Second")
    tara.open(outline)
    page, names = tara.page, tara.page.locator(".order .what > a")
    expect(names).to_have_text(["First", "Second"])
    up = page.locator(".order li").nth(1).locator("button").first.get_attribute("id")
    tara.tab_to(f"#{up}")
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Second", "First"])
    expect(page.locator("#notice")).to_contain_text("Second is number 1 of 2 now.")
    assert page.evaluate("document.activeElement.id") == up
    grip, below = page.locator(".order .grip").first, page.locator(".order li").nth(1)
    box = below.bounding_box()
    grip.hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] - 4, steps=5)
    page.mouse.up()
    expect(page.locator("#notice")).to_contain_text("Second is number 2 of 2 now.")
    expect(names).to_have_text(["First", "Second"])
    tara.look()


def test_without_scripts_on_a_small_phone_in_arabic(walk):
    tara = walk(SMALL, "ar", scripts=False).sign_in("trainer")
    lesson = begin(tara, "Without scripts")
    tara.page.fill("#editor_markdown", "## One\n\nWritten without scripts.")
    leave(tara, "form#editor", "#save")
    expect(tara.page.locator("#preview")).to_contain_text("Written without scripts.")
    leave(tara, "form#editor", "#to_publish")
    leave(tara, "form#publish")
    tara.open(outline_of(tara))
    add_lesson(tara, "Another")
    tara.open(outline_of(tara))
    leave(tara, ".order li:nth-child(2)", "button[value$='-up']")
    expect(tara.page.locator(".order .what > a")).to_have_text(["Another", "Lock the phone"])
    ada = walk(SMALL, scripts=False).sign_in("admin")
    ada.open(f"/lessons/{lesson.split('/')[2]}").says("Written without scripts.")


def test_two_authors_write_one_lesson_and_nobodys_words_are_lost(walk):
    tara, ema = walk(DESKTOP).sign_in("trainer"), walk(DESKTOP).sign_in("coordinator")
    lesson = begin(tara, "Written by two")
    tara.page.fill("#editor_markdown", "One.\n\nTwo.\n")
    leave(tara, "form#editor", "#to_publish")
    leave(tara, "form#publish")
    for walker, words in ((tara, "Two of Tara."), (ema, "Two of Ema.")):
        walker.open(lesson).page.fill("#editor_markdown", f"One.\n\n{words}\n")
        expect(walker.page.locator("#saved")).to_contain_text("Saved at")
    tara.open(lesson).says("writes this lesson, too")
    leave(ema, "form#editor", "#to_publish")
    leave(ema, "form#publish")
    leave(tara, "form#editor", "#to_publish")
    tara.says("There are two texts now").says("Ema")
    leave(tara, "main", "a[href*='/merge/']")
    tara.page.locator("input[value=both]").first.check()
    leave(tara, "form#merge")
    text = tara.page.locator("#editor_markdown")
    expect(text).to_have_value(re.compile("Two of Ema.*Two of Tara", re.DOTALL))
    leave(tara, "form#editor", "#to_publish")
    leave(tara, "form#publish")
    tara.says("Version 3")
