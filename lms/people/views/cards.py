"""Cards with a new PIN, and new passwords: each is shown once, to be printed or copied."""

from flask import current_app, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.addresses import square
from lms.i18n import speaking
from lms.people import actions, queries, rules
from lms.people.models import Person
from lms.people.views.blueprint import bp
from lms.web import go, me, only, page, permitted, render, say


@bp.get("/people/<code>/card")
def card(code):
    person = permitted(queries.person(code), rules.may_give_card)
    return page("people/card.html", person=person)


@bp.post("/people/<code>/card")
def make_card(code):
    person = permitted(queries.person(code), rules.may_give_card)
    return page("people/cards.html", cards=[new_card(person)])


@bp.post("/cards")
def cards():
    only(rules.is_coordinator)
    missing = request.form.get("which") == "missing"
    wanted = request.form.getlist("shown" if missing else "person")[:200]
    learners = [permitted(p, rules.may_give_card) for p in queries.learners_among(wanted)]
    chosen = [person for person in learners if not (missing and person.card_code)]
    if not chosen:
        say(_("No card was made. Choose learners first."), "warn")
        return go(url_for(".people"))
    return page("people/cards.html", cards=[new_card(person) for person in chosen])


def new_card(person: Person) -> Markup:
    """Whose, the code, the square for a camera, and the PIN in plain; in the learner's language."""
    pin = actions.give_card(person, by=me(), now=clock.now())
    door = url_for(".sign_in", code=person.card_code, _external=True)
    words = {"person": person, "pin": pin, "qr": square(door)}
    speaks = person.language if person.language in current_app.config["LANGUAGES"] else speaking()
    with force_locale(speaks):
        return Markup(render("people/_card.html", words | {"locale": get_locale()}))


@bp.post("/people/<code>/password")
def make_password(code):
    person = permitted(queries.person(code), rules.may_manage)
    password = actions.give_password(person, by=me(), now=clock.now())
    return page("people/password.html", person=person, password=password)
