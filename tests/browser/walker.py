"""Somebody at a browser: they open, press and read; every page that they see is judged."""

import re
from typing import ClassVar
from urllib.parse import quote, unquote_plus, urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from lms.demo.people import PASSWORD, PIN
from lms.i18n import NAMES

PHONE, SMALL = {"width": 360, "height": 640}, {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 20_000  # milliseconds
NO_NETWORK = re.compile("net::ERR|^htmx:(send|after)|^Response Status Error")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """options => axe.run(document, options).then(seen => seen.violations.map(
    one => [location.pathname, one.id, one.nodes[0].html.slice(0, 300)]))"""
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
STICKING_OUT = """() => Array.from(document.body.querySelectorAll('*')).filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > window.innerWidth + 1 || box.left < -1);
}).slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""
FOCUSED = "names => document.activeElement.matches(names)"


class Walker:
    coloured: ClassVar[set] = set()  # what all walkers have seen: path and width
    is_offline = False  # then it is no complaint that there is no network

    def __init__(self, page, language, scripts):
        self.page, self.language, self.scripts, self.complaints = page, language, scripts, []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message):
        """Scripts and styles that the policy refuses, and scripts that fail, are complaints."""
        if self.is_offline and re.search(
            "net::ERR|^htmx:(send|after)|^Response Status Error Code 409|Error Code 401",
            message.text,
        ):
            return
        refused = "Content Security Policy" in message.text
        if message.type == "error" and (refused or "status of" not in message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    # what they see

    def look(self):
        """No axe violation, nothing wider than the window, one title and one first heading.

        The colours of a page are judged the first time that anybody sees it at this width.
        """
        seen = urlsplit(self.page.url).path, self.page.viewport_size["width"]
        found = self.faults(colours=seen not in self.coloured)
        assert not found, found
        self.coloured.add(seen)
        return self

    def faults(self, colours=True):
        """What is wrong with the page as it is shown now, each in words."""
        return [*self.faults_of_shape(), *(self.violations(colours) if self.scripts else [])]

    def faults_of_shape(self):
        page, found = self.page, []
        if not page.title().strip(" ·"):
            found.append(f"{page.url} has no title")
        if (count := page.locator("h1").count()) != 1:
            found.append(f"{page.url} has {count} first headings")
        if (wider := page.evaluate(WIDER)) > 0:
            width = page.viewport_size["width"]
            parts = page.evaluate(STICKING_OUT)
            found.append(f"{page.url} is {wider} px wider than {width} px: {parts}")
        return found

    def violations(self, colours=True):
        """What axe finds; contrast is most of its work, and needs no second look at other sizes."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        rules = {"color-contrast": {"enabled": colours}}
        options = {"runOnly": RULES, "resultTypes": ["violations"], "rules": rules}
        return self.page.evaluate(AXE, options)

    def says(self, words):
        assert words in self.words(), f"{words!r} is not on {self.page.url}: {self.words()[:1500]}"
        return self

    def words(self):
        return " ".join(self.page.locator("body").inner_text().split())

    def number(self, selector):
        """The first number in the words of the first such element."""
        words = self.page.locator(selector).first.inner_text()
        return int("".join(c if c.isdigit() else " " for c in words).split()[0])

    def named(self, words, within="body"):
        """The button or link that is called so, or begins so."""
        place = self.page.locator(within)
        return place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words))

    # what they do

    def open(self, path):
        self.page.goto(path)
        return self.look()

    def follow(self, words, within="body"):
        """Presses the button or link that is called so, and looks at the page that comes."""
        return self.leave_by(self.named(words, within).first)

    def leave_by(self, control):
        with self.page.expect_navigation():
            control.click()
        return self.look()

    def sign_in(self, address, password=PASSWORD):
        self.page.goto("/sign-in")
        return self.enter(address, password)

    def enter(self, address, password=PASSWORD):
        """Fills the form on the page where they are asked who they are."""
        self.page.fill("#staff_staff-email", f"{address}@example.org")
        self.page.fill("#staff_staff-password", password)
        return self.in_by(self.page.locator("form#staff button"))

    def sign_in_by_card(self, code):
        self.page.goto("/sign-in")
        self.page.fill("#card_card-code", code)
        self.page.fill("#card_card-pin", PIN)
        return self.in_by(self.page.locator("form#card button"))

    def in_by(self, button):
        """Presses it; the pages speak the walker's language then, whatever was chosen before."""
        with self.page.expect_navigation():
            button.click()
        return self.speak(self.language).look()

    def speak(self, language):
        """Chooses the language of the pages, and comes back; nothing to do where it is spoken."""
        self.language = language
        if self.page.locator("html").get_attribute("lang") == language:
            return self
        here = urlsplit(self.page.url)
        self.page.goto(f"/languages?next={quote(f'{here.path}?{here.query}')}")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=NAMES[language]).click()
        return self

    def look_from_right_to_left(self):
        """The same page again on the smallest phone, in Arabic; and back."""
        size, language = self.page.viewport_size, self.language
        self.page.set_viewport_size(SMALL)
        self.speak("ar").look()
        self.page.set_viewport_size(size)
        return self.speak(language)

    def sends(self, words):
        """`with walker.sends(words): ...`: waits until the server has answered a request with
        these words in it, such as the last that are typed where a page saves by itself."""
        return self.page.expect_response(
            lambda sent: words in unquote_plus((sent.request.post_data_buffer or b"").decode())
        )

    def tab_to(self, selector):
        """Presses the tabulator until the keyboard is there."""
        for _press in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED, selector):
                return self
        raise AssertionError(f"the keyboard never comes to {selector} on {self.page.url}")
