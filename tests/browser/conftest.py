"""A real server with the demo data, and real Chromium before it.

The walks are about today, so they run on the demo as a newcomer gets it from `make run`. Every page
that a walk looks at is judged: by axe, by width, and by what the browser complains about.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from lms.demo.people import PASSWORD, PIN

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
PHONE, DESKTOP = {"width": 360, "height": 640}, {"width": 1280, "height": 900}
STRICT = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pytest_collection_modifyitems(items):
    """All walks share one server and one browser: they stay on one worker."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of a platform that was set up as `make run` does it, with the demo."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(
        ROOT, folder / "house", ignore=shutil.ignore_patterns(".*", "instance", "tests")
    )
    house, bin_ = folder / "house", Path(sys.executable).parent
    environment = os.environ | {"LMS_SECRET_KEY": "walk", "PYTHONPATH": str(house)}
    environment.pop("LMS_TEST_DATABASE_URL", None)
    for command in ("db upgrade", "content import content", "demo load"):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()],
            cwd=house, env=environment, check=True, capture_output=True,
        )  # fmt: skip
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [str(bin_ / "granian"), "--interface", "wsgi", "--workers", "1"]
    command += ["--blocking-threads", "4", "--port", str(port), "--no-log", "wsgi:app"]
    server = subprocess.Popen(command, cwd=house, env=environment)
    wait_for(port, server)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(20)


def wait_for(port, server):
    for _ in range(300):
        assert server.poll() is None, "the server did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        where = os.environ.get("LMS_TEST_BROWSER") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=where, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def walk(address, chromium):
    """`walk(size, language, scripts=True)` opens a new browser and returns its `Walker`."""
    opened = []

    def start(size=DESKTOP, language="en", scripts=True):
        context = chromium.new_context(
            viewport=size, locale=language, java_script_enabled=scripts, base_url=address,
            bypass_csp=False, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        opened.append(SimpleNamespace(context=context, walker=Walker(context.new_page(), scripts)))
        return opened[-1].walker

    yield start
    for one in opened:
        one.context.close()
        assert one.walker.complaints == [], one.walker.complaints


class Walker:
    """Somebody at a browser. `look()` judges the page that they see."""

    def __init__(self, page, scripts):
        self.page, self.scripts, self.complaints = page, scripts, []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message):
        """Scripts and styles that the policy refuses, and scripts that fail, are complaints."""
        refused = "Content Security Policy" in message.text
        if message.type == "error" and (refused or "status of" not in message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def open(self, path):
        self.page.goto(path)
        return self.look()

    def look(self):
        """No axe violation, nothing wider than the window, one title and one first heading."""
        page = self.page
        assert page.title().strip(" ·"), page.url
        assert page.locator("h1").count() == 1, page.url
        if self.scripts:
            found = Axe().run(page, options={"runOnly": STRICT["runOnly"]}).response["violations"]
            assert found == [], [(page.url, v["id"], v["nodes"][0]["html"]) for v in found]
            width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert width <= 0, f"{page.url} is {width} px too wide"
        return self

    def press(self, words, within="body"):
        """Presses the button or link with these words, and looks at what comes."""
        self.page.locator(within).get_by_role("button", name=words).or_(
            self.page.locator(within).get_by_role("link", name=words)
        ).first.click()
        self.page.wait_for_load_state()
        return self

    def says(self, words):
        assert words in self.words(), f"{words!r} is not on {self.page.url}: {self.words()[:1500]}"
        return self

    def words(self):
        return " ".join(self.page.locator("body").inner_text().split())

    def sign_in(self, address):
        self.open("/sign-in")
        self.page.locator("#staff_staff-email").fill(f"{address}@example.org")
        self.page.locator("#staff_staff-password").fill(PASSWORD)
        self.page.locator("form#staff button").click()
        self.page.wait_for_load_state()
        return self.look()

    def sign_in_by_card(self, code):
        self.open("/sign-in")
        self.page.locator("#card_card-code").fill(code)
        self.page.locator("#card_card-pin").fill(PIN)
        self.page.locator("form#card button").click()
        self.page.wait_for_load_state()
        return self.look()
