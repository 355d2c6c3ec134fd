"""A learner's attestation on a cheap phone: found from the first page, printed in a second
language, made a badge; a stranger sends the badge to be checked, and one that was altered."""

import io

import pypdfium2
from PIL import Image

from tests.browser.walker import PHONE, SMALL

AMINA = "DEM-B22"


def test_a_learner_makes_a_badge_on_a_phone_and_a_stranger_checks_it(walk, tmp_path):
    amina = walk(PHONE).sign_in_by_card(AMINA).open("/")
    amina.follow("You have completed this", "main").says("Amina K.")
    in_a_second_language(amina)

    amina.follow("Badge", "main")
    amina.leave_by(amina.page.locator("#sign button")).says("This badge is signed.")
    with amina.page.expect_download() as coming:
        amina.page.locator("a[href$='/badge/png']").click()
    coming.value.save_as(tmp_path / "badge.png")
    picture = (tmp_path / "badge.png").read_bytes()
    assert Image.open(io.BytesIO(picture)).format == "PNG"
    plain = amina.page.request.get(
        amina.page.locator("a[href$='/badge/json']").get_attribute("href")
    ).body()

    check(walk, "badge.png", picture).says("Valid").says("Amina K.").says("issued here")
    check(walk, "badge.json", plain).says("Valid").says("Amina K.")
    altered = plain.replace(b"Amina", b"Marina")
    assert altered != plain
    refused = check(walk, "badge.json", altered).says("Not valid").says("Do not rely on this file.")
    assert "Marina" not in refused.words()


def in_a_second_language(amina):
    """The same paper, Slovene beside Arabic."""
    page = amina.page
    page.locator("summary", has_text="Print it in other languages").click()
    page.select_option("#print_first", "sl")
    page.select_option("#print_second", "ar")
    amina.leave_by(page.locator("#print button"))
    button = page.locator("a[href$='/paper?in=sl%2Bar'], a[href$='/paper?in=sl+ar']")
    sent = page.request.get(button.first.get_attribute("href"))
    assert sent.headers["content-type"] == "application/pdf"
    text = pypdfium2.PdfDocument(sent.body())[0].get_textpage().get_text_range()
    assert "Amina K." in text
    assert any("\u0600" <= letter <= "\u06ff" or letter >= "\ufb50" for letter in text), "no Arabic"


def check(walk, name, content):
    """Somebody without an account sends a file."""
    stranger = walk(SMALL).open("/verify")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    stranger.page.set_input_files("#file_file", file)
    return stranger.leave_by(stranger.page.locator("#file button"))
