"""Opens pages and presses forms as people do, with or without htmx, and keeps house."""

from contextvars import Context

from bs4 import BeautifulSoup

from lms.db import db
from tests.cast import PASSWORD, PIN


class Visitor:
    """One person at one browser. `page` is what they see (a BeautifulSoup tree)."""

    def __init__(self, app, htmx=False):
        self.app, self.client, self.htmx = app, app.test_client(), htmx
        self.page, self.url, self.swapped = None, None, []

    def sign_in(self, person):
        """Through the door that the person has: e-mail and password, or card and PIN."""
        self.visit("/sign-in")
        if person.email:
            typed = {"staff-email": person.email, "staff-password": PASSWORD}
            self.press("staff", "Sign in", **typed)
        else:
            self.press("card", "Come in", **{"card-code": person.card_code, "card-pin": PIN})
        return self

    def visit(self, url, status=200):
        self.look(self.send("GET", url), status)
        return self

    def file(self, url):
        """The text of a file, sent as servers send it: the request's session is given back before
        the rows are read."""
        db.session.commit()
        sent = Context().run(self.client.get, url, buffered=True)
        assert sent.status_code == 200, f"{url}: {sent.status_code}"
        return sent.text

    def press(self, form_id, words, status=None, **typed):
        """Type into a form of the page and press its button; then see what a person would see."""
        form = self.page.find("form", id=form_id)
        assert form, f"no form {form_id!r} on {self.url}"
        button = self.button(form, words)
        data = filled(form) | typed
        data = {name: value for name, value in data.items() if value is not None}
        if button.get("name"):
            data[button["name"]] = button.get("value", "")
        if self.htmx and form.get("hx-post"):
            target = form_id if form["hx-target"] == "this" else form["hx-target"].removeprefix("#")
            headers = {"HX-Request": "true", "HX-Target": target}
            response = self.send("POST", form["hx-post"], data, headers)
            return self.swap(response, status or 200, target)
        action = form.get("action") or self.url
        if form.get("method", "get").lower() == "get":
            return self.look(self.send("GET", action, query=data), status or 200)
        return self.look(self.send("POST", action, data), status or 303)

    def button(self, form, words):
        """The button with these words (icons aside), inside the form or tied to it by `form=`."""
        buttons = [*form.find_all("button"), *self.page.select(f"button[form='{form['id']}']")]
        for button in buttons:
            if words in " ".join(button.text.split()):
                return button
        raise AssertionError(f"no button {words!r}: {[' '.join(b.text.split()) for b in buttons]}")

    def send(self, method, url, data=None, headers=None, query=None):
        db.session.commit()  # what the test arranged; and its own transaction holds no lock
        with self.app.app_context():  # a fresh `g`: flask-login and flask-babel keep things there
            return self.client.open(
                url, method=method, data=data, headers=headers, query_string=query, buffered=True
            )

    def look(self, response, status):
        assert response.status_code == status, f"{response.status}: {response.text[:2000]}"
        if response.location:
            there = self.send("GET", response.location)
            return self.look(there, 303 if there.location else 200)
        self.url = response.request.full_path.rstrip("?")
        self.page = BeautifulSoup(response.text, "html.parser")
        keep_house(self.page)
        return response

    def swap(self, response, status, target):
        """What htmx does with an answer, under the configuration in base.html."""
        assert response.status_code == status, f"{response.status}: {response.text[:2000]}"
        if status == 204 and (there := response.headers.get("HX-Location")):
            return self.look(self.send("GET", there), 200)
        parts = BeautifulSoup(response.text, "html.parser").find_all(True, recursive=False)
        self.swapped = [part["id"] for part in parts]
        assert (target in self.swapped) == (status in (200, 422)), self.swapped
        for part in parts:
            self.page.find(id=part["id"]).replace_with(part)
        keep_house(self.page)
        return response

    def text(self, selector="body"):
        found = self.page.select_one(selector)
        assert found, f"nothing like {selector!r} on {self.url}"
        return " ".join(found.text.split())


def filled(form):
    """What a browser would send of a form that nobody has touched."""
    data = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "text")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data[field["name"]] = field.get("value", "on")
        elif kind not in ("submit", "file"):
            data[field["name"]] = field.text if field.name == "textarea" else field.get("value", "")
    for select in form.select("select[name]"):
        options = select.select("option")
        chosen = next(
            (o for o in options if o.has_attr("selected")), options[0] if options else None
        )
        if chosen:
            data[select["name"]] = chosen.get("value", chosen.text)
    return data


def keep_house(page):
    """The rules for every page: what htmx can do here, the browser can do alone.

    Every page of every test is judged: its elements are listed once, as a selector for each rule
    would walk through the whole page again.
    """
    spare = {id(tag) for kept in page.find_all("template") for tag in kept.find_all(True)}
    every = [tag for tag in page.find_all(True) if id(tag) not in spare]
    assert page.html["lang"]
    assert page.html["dir"] in ("ltr", "rtl")
    assert page.title.text.strip(" ·")
    assert len(named(every, "h1")) == 1, named(every, "h1")
    keep_forms(every)
    assert not having(every, "hx-put", "hx-patch", "hx-delete", "hx-boost", "style")
    for tag in having(every, "hx-get"):  # it looks again; links lead on
        assert tag.get("hx-trigger", "").startswith("every"), tag
    assert not [tag for tag in named(every, "script") if not tag.has_attr("src")]
    assert not named(every, "style")
    assert not having(every, "onclick", "onchange")
    keep_names(every)
    for picture in named(every, "svg"):
        if "icon" in picture.get("class", ()):
            assert picture.get("aria-hidden") == "true", picture
    for link in having(named(every, "a"), "href"):
        assert link.text.strip() or link.get("aria-label"), link
        assert link["href"] not in ("", "#"), link


def keep_forms(every):
    """Forms can be sent without a script, and say whose they are; fields say what they are."""
    forms = named(every, "form")
    sent_at = {form["id"]: form.get("action") for form in reversed(forms) if form.get("id")}
    for tag in having(every, "hx-post"):
        if tag.name == "input":  # it sends the form that it belongs to, at once
            assert sent_at[tag["form"]] == tag["hx-post"], tag
            continue
        assert tag.name == "form", tag
        assert tag["id"], tag
        assert (tag["method"], tag["action"]) == ("post", tag["hx-post"]), tag
    for form in forms:
        if form.get("method") == "post":
            assert form.find(attrs={"name": "csrf_token"}), form
            assert form.get("id"), form
    labels = {label.get("for") for label in named(every, "label")}
    for field in named(every, "input", "select", "textarea"):
        if field.name == "input" and field.get("type") == "hidden":
            continue
        labelled = field.find_parent("label") or (field.get("id") and field["id"] in labels)
        assert labelled or field.get("aria-label") or field.get("aria-labelledby"), field


def keep_names(every):
    """No id is given twice, and what is named by its id is there."""
    ids = [tag["id"] for tag in having(every, "id")]
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    wanted = [
        link["href"][1:] for link in named(every, "a") if link.get("href", "").startswith("#")
    ]
    for attribute in ("aria-describedby", "aria-labelledby"):
        wanted += [i for tag in having(every, attribute) for i in tag[attribute].split()]
    assert set(wanted) <= set(ids), set(wanted) - set(ids)


def named(tags, *names):
    return [tag for tag in tags if tag.name in names]


def having(tags, *attributes):
    return [tag for tag in tags if any(one in tag.attrs for one in attributes)]
