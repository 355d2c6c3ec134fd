"""The doors: by card for learners, by e-mail for everyone else; and the language of the pages."""

from flask import current_app, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from lms import clock
from lms.addresses import local
from lms.people import actions, codes, queries, signin
from lms.people.forms import CardForm, PasswordForm
from lms.people.views.blueprint import bp
from lms.web import go, keep, me, page, public, went_wrong

SIGN_IN = "people/sign_in.html"


def doors(status=200, **forms):
    """The sign-in page with both doors; what is not given is an empty form."""
    forms.setdefault("card", CardForm(None, prefix="card-"))
    forms.setdefault("staff", PasswordForm(None, prefix="staff-"))
    for form in (forms["card"], forms["staff"]):
        form.next.data = form.next.data or request.args.get("next") or ""
        form.carried.data = form.carried.data or request.form.get("carried") or ""
    return page(SIGN_IN, status=status, **forms)


@bp.get("/sign-in")
@public
def sign_in():
    """`code` comes from the square on a card: it is filled in, and the PIN is still asked for."""
    code = codes.as_card_code(request.args.get("code", "")[:40])
    if not current_user.is_authenticated:
        return doors(card=CardForm(None, prefix="card-", code=code))
    if code in ("", current_user.card_code):
        return redirect(local(request.args.get("next"), "/"), 303)
    return doors(card=CardForm(None, prefix="card-", code=code), still_here=me())


@bp.post("/sign-in")
@public
def sign_in_again():
    """Comes from a form that was sent while signed out: what was typed goes along."""
    return doors()


@bp.post("/sign-in/card")
@public
def enter_by_card():
    form = CardForm(prefix="card-")
    if not form.validate():
        return doors(422, card=form)
    door = f"card:{codes.as_card_code(form.code.data)}"
    if queries.must_wait(door, clock.now()):
        form.pin.errors.append(
            _("Too many tries. Wait 15 minutes, or ask your trainer for a new PIN.")
        )
        return doors(429, card=form)
    person = queries.by_card(form.code.data, form.pin.data)
    if not person:
        form.pin.errors.append(_("Code and PIN do not match. Look at your card and try again."))
        return count_and_refuse(door, card=form)
    return welcome(person, "card", door, form)


@bp.post("/sign-in/password")
@public
def enter_by_password():
    form = PasswordForm(prefix="staff-")
    if not form.validate():
        return doors(422, staff=form)
    door = f"email:{form.email.data.strip().lower()}"
    if queries.must_wait(door, clock.now()):
        form.password.errors.append(_("Too many tries. Wait 15 minutes and try again."))
        return doors(429, staff=form)
    person = queries.by_password(form.email.data, form.password.data)
    if not person:
        form.password.errors.append(_("E-mail and password do not match. Look at both again."))
        return count_and_refuse(door, staff=form)
    return welcome(person, "password", door, form)


@bp.app_errorhandler(CSRFError)
def too_old(error):
    """A door that stood open overnight: what was typed stays, and can be sent at once."""
    doors_by_view = {"people.enter_by_card": "card", "people.enter_by_password": "staff"}
    door = doors_by_view.get(request.endpoint or "")
    if request.endpoint == "people.leave" and not current_user.is_authenticated:
        return redirect(url_for("people.sign_in"), 303)
    if not door:
        return went_wrong(error)
    form = CardForm(prefix="card-") if door == "card" else PasswordForm(prefix="staff-")
    last = form.pin if door == "card" else form.password
    last.errors = [_("This page was open for a long time. Please type this once more.")]
    return doors(400, **{door: form})


def count_and_refuse(door, **forms):
    actions.note_failure(door, now=clock.now())
    keep()
    return doors(422, **forms)


def welcome(person, kind, door, form):
    """Signed in: on to where the person was going, or back to what they had typed."""
    actions.forget_failures(door)
    signin.enter(person, kind)
    refresh()
    if waiting := signin.carried(form.carried.data):
        return page("people/carried.html", waiting=waiting)
    return go(local(form.next.data, "/"))


@bp.post("/sign-out")
@public
def leave():
    signin.leave()
    return redirect(url_for(".sign_in"), 303)


@bp.get("/languages")
@public
def languages():
    return page("people/languages.html", then=local(request.args.get("next"), "/"))


@bp.post("/languages")
@public
def choose_language():
    chosen = request.form.get("language", "")
    if chosen in current_app.config["LANGUAGES"]:
        session["language"] = chosen
        if current_user.is_authenticated:
            actions.choose_language(me(), chosen, now=clock.now())
    return redirect(local(request.form.get("next"), "/"), 303)
