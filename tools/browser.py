"""Runs a command with a real Chromium to test in: `python -m tools.browser pytest ...`.

Looks for one that is installed; where there is none, installs one: Playwright's own, or the
system's package where that is allowed. `LMS_TEST_BROWSER` names another.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import sync_playwright

VARIABLE = "LMS_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = (
    "The tests need Chromium, and it could not be installed here. Install it from your system's\n"
    f"packages (it is called chromium or google-chrome), or say where it is: {VARIABLE}=/path"
)


def installed() -> str | None:
    """The browser of this system, or Playwright's."""
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights()


def playwrights() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def starts(path: str | None) -> bool:
    """Whether it is a browser that starts here (its libraries may be missing)."""
    command = [
        path or "",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        "about:blank",
    ]
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def from_playwright() -> bool:
    return succeeds(sys.executable, "-m", "playwright", "install", "chromium")


def from_the_system() -> bool:
    """Debian's or Ubuntu's own package: as root, or with a sudo that asks for no password."""
    if not shutil.which("apt-get"):
        return False
    before: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or not succeeds("sudo", "-n", "true"):
            return False
        before = ["sudo", "-n"]
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return succeeds(*quiet, "update") and succeeds(*quiet, "install", "-y", "chromium")


def succeeds(*command: str) -> bool:
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    try:
        return subprocess.run(command, timeout=600, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def browser() -> str:
    """The path of a Chromium that starts. Exits with a clear message where there is none."""
    if chosen := os.environ.get(VARIABLE):
        return chosen if starts(chosen) else sys.exit(f"{VARIABLE}={chosen} does not start.")
    if starts(found := installed()):
        return str(found)
    ways: tuple[Callable[[], bool], ...] = (from_playwright, from_the_system)
    for install in ways:
        print("Installing Chromium for the tests ...", flush=True)
        if install() and starts(found := installed()):
            return str(found)
    return sys.exit(NONE)


if __name__ == "__main__":
    sys.exit(subprocess.call(sys.argv[1:], env=os.environ | {VARIABLE: browser()}))
