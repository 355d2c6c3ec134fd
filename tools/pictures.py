"""Takes the pictures of the README from a running demo: `python -m tools.pictures URL`.

They are pictures of the demo data on the day on which they are taken. Give `--all FOLDER` to take,
beside them, the pages that a reviewer looks at: other languages, and the dark.
"""

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from lms.demo.people import PASSWORD, PIN

DOCS = Path(__file__).parent.parent / "docs" / "img"
PHONE = {"width": 360, "height": 760}
DESKTOP = {"width": 1280, "height": 1012}
LARGEST = 150 * 1024  # bytes


class Picture(NamedTuple):
    """What is shown: whose page, how large, in which language and light."""

    name: str
    who: str
    path: str
    size: dict[str, int]
    language: str = "en"
    scheme: str = "light"


README = [
    Picture("dashboard", "coordinator", "/dashboard", DESKTOP),
    Picture("learner-home", "AMA-222", "/", PHONE),
    Picture("register", "trainer", "register", PHONE),
]
REVIEW = [
    Picture("learner-home-sl", "AMA-222", "/", PHONE, "sl"),
    Picture("learner-home-sl-dark", "AMA-222", "/", PHONE, "sl", "dark"),
    Picture("learner-home-ar", "AMA-222", "/", PHONE, "ar"),
    Picture("learner-home-ar-dark", "AMA-222", "/", PHONE, "ar", "dark"),
    Picture("register-dark", "trainer", "register", PHONE, "en", "dark"),
    Picture("dashboard-dark", "coordinator", "/dashboard", DESKTOP, "en", "dark"),
    Picture("dashboard-ar", "coordinator", "/dashboard", DESKTOP, "ar"),
]


@contextmanager
def window(browser: Browser, address: str, picture: Picture) -> Iterator[Page]:
    """A browser of its own for one picture, finer on a phone."""
    settings: Any = {"viewport": picture.size, "color_scheme": picture.scheme}
    context = browser.new_context(
        base_url=address, device_scale_factor=1.5 if picture.size is PHONE else 0.9, **settings
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def come_in(page: Page, who: str) -> None:
    """By card where `who` is a card's code, else by the e-mail address of a demo account."""
    page.goto("/sign-in")
    form, first, second = ("card", "code", "pin") if "-" in who else ("staff", "email", "password")
    page.fill(f"#{form}_{form}-{first}", who if form == "card" else f"{who}@example.org")
    page.fill(f"#{form}_{form}-{second}", PIN if form == "card" else PASSWORD)
    press(page, f"form#{form} button")


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """The picture as a file in `folder`."""
    with window(browser, address, picture) as page:
        come_in(page, picture.who)
        page.goto("/languages")
        press(page, f"button[name=language][value={picture.language}]")
        page.goto("/sessions" if picture.path == "register" else picture.path)
        if picture.path == "register":
            press(page, "section[aria-labelledby=past] a[href$='/register']")
            page.locator("section[aria-labelledby=who]").evaluate(
                "part => scrollTo(0, part.offsetTop - 8)"
            )
        page.wait_for_load_state("networkidle")
        file = folder / f"{picture.name}.png"
        page.screenshot(path=file)
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="like http://127.0.0.1:8000")
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="all of them, into this folder")
    asked = parser.parse_args()
    folder, pictures = (asked.all, README + REVIEW) if asked.all else (DOCS, README)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        where = os.environ.get("LMS_TEST_BROWSER") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        for picture in pictures:
            file = take(browser, asked.address, picture, folder)
            size = file.stat().st_size
            print(f"{file}  {size // 1024} KB{'  (too large)' if size > LARGEST else ''}")
        browser.close()


if __name__ == "__main__":
    main()
