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

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import one_evening as one_evening_
from tests.browser.walker import DESKTOP, PATIENCE, Walker

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    """All walks share one server, its demo and one browser: `make test` runs them one by one, in
    their order."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The folder of a platform of its own: nothing of it is shared with the checkout."""
    house = tmp_path_factory.mktemp("walk") / "house"
    unused = shutil.ignore_patterns(".*", "instance", "tests", "node_modules", "build")
    shutil.copytree(ROOT, house, ignore=unused)
    return house


def surroundings(house):
    """The environment in which its commands run."""
    environment = os.environ | {"LMS_SECRET_KEY": "walk", "PYTHONPATH": str(house)}
    environment |= {"LMS_DIGEST_MINUTES": "0", "LMS_QUIET_HOURS": "off"}  # told at once
    for name in ("LMS_TEST_DATABASE_URL", "LMS_DATABASE_URL", "LMS_PRODUCTION"):
        environment.pop(name, None)
    return environment


@pytest.fixture(scope="session")
def address(house):
    """The address of a platform that was set up as `make run` does it, with the demo."""
    bin_ = Path(sys.executable).parent
    environment = surroundings(house)
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
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def one_evening(address, house):
    """The programme of one_evening.py is there: its groups, by the end of their address."""
    subprocess.run(
        [sys.executable, one_evening_.__file__], cwd=house, env=surroundings(house), check=True
    )
    return {end: f"{one_evening_.SLUG}-{end}" for end in one_evening_.PEOPLE}


@pytest.fixture(scope="session")
def work(address, house):
    """`work()` does all that waits, as a worker does, and comes back when it is done."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work", "--once"]

    def work():
        subprocess.run(command, cwd=house, env=surroundings(house), check=True, capture_output=True)

    return work


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
    """`walk(size, language, scripts=True)` opens a new browser and returns its `Walker`; `at` is
    another address of the platform."""
    opened = []

    def start(size=DESKTOP, language="en", scripts=True, scheme="light", at=address):
        context = chromium.new_context(
            viewport=size, locale=language, java_script_enabled=scripts, base_url=at,
            color_scheme=scheme, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        opened.append((context, Walker(context.new_page(), language, scripts)))
        return opened[-1][1]

    yield start
    for context, walker in opened:
        context.close()
        assert walker.complaints == [], walker.complaints
