"""A teacher shows what they can: a picture is put in and handed in, the trainer returns it with
words, and the teacher goes on with it. Once on a narrow phone, once in Arabic in the dark."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL

PORTFOLIO = "/programmes/intercultural-competence-teachers/portfolio"
NEWS = "#notice"


def picture(colour):
    content = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(content, "PNG")
    return {"name": "wall.png", "mimeType": "image/png", "buffer": content.getvalue()}


def put_in(walker, title, colour):
    """A picture with a few words, saved and handed in; the address of the item."""
    walker.open(PORTFOLIO)
    walker.leave_by(walker.page.locator("main a.now"))
    walker.leave_by(walker.page.locator("#save_button"))  # nothing is said yet
    expect(walker.page.locator("#item_complaints")).to_be_visible()
    walker.page.fill("#item_title", title)
    walker.page.fill("#item_text", "Words of welcome in nine languages.")
    walker.page.set_input_files("#item_file", picture(colour))
    walker.leave_by(walker.page.locator("#save_button"))
    walker.says("wall.png")
    walker.leave_by(walker.page.locator("#hand_in_button"))
    walker.says(title)
    return walker.page.get_by_role("link", name=title).get_attribute("href")


def give_back(trainer, title, words):
    """The trainer looks at it from the list of the group, and returns it: only with words."""
    trainer.leave_by(trainer.page.locator("main").get_by_role("link", name=title))
    expect(trainer.page.locator("main img.shown")).to_be_visible()
    shown = trainer.page.locator("main img.shown").element_handle()
    trainer.page.wait_for_function("image => image.complete && image.naturalWidth", arg=shown)
    for line in "abc":
        trainer.page.check(f"#say_points-{line}_1")
    trainer.page.check("#say_verdict input[value=returned]")
    trainer.page.click("#say_button")
    expect(trainer.page.locator("#say_complaints")).to_be_visible()
    assert not trainer.faults()
    trainer.page.fill("#say_said", words)
    trainer.leave_by(trainer.page.locator("#say_button"))
    expect(trainer.page.locator(NEWS)).to_be_visible()


def go_on(walker, address, words):
    walker.open(address).says(words)
    walker.leave_by(walker.page.locator("main a.now"))
    walker.page.fill("#item_text", "Words of welcome in nine languages, with who wrote them.")
    walker.leave_by(walker.page.locator("#hand_in_button"))
    walker.open(address).says("with who wrote them").says(words)


@pytest.mark.parametrize(
    ("language", "scheme", "teacher", "title"),
    [("en", "light", "teacher", "Our wall of words"), ("ar", "dark", "teacher", "A second wall")],
)
def test_a_picture_is_put_in_returned_with_words_and_gone_on_with(
    walk, language, scheme, teacher, title
):
    author = walk(SMALL, language, scheme=scheme).sign_in(teacher)
    address = put_in(author, title, "teal" if language == "en" else "maroon")
    author.open(address).says("Words of welcome")

    gavino = walk(DESKTOP, language, scheme=scheme).sign_in("trainer.teachers")
    group = gavino.open("/groups").page.locator('main a[href^="/groups/"]').first
    gavino.open(f"{group.get_attribute('href')}/portfolios")
    give_back(gavino, title, "Say who wrote each word.")

    go_on(author, address, "Say who wrote each word.")
