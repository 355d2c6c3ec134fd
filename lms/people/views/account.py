"""A person's own account: language, password, and an end to all their sign-ins."""

from flask import session, url_for
from flask_babel import gettext as _

from lms import clock
from lms.people import actions, queries, signin
from lms.people.forms import NewPasswordForm
from lms.people.views.blueprint import bp
from lms.people.words import ROLES
from lms.web import go, keep, me, page, say

ACCOUNT = "people/account.html"


@bp.get("/account")
def account():
    return page(ACCOUNT, person=me(), form=NewPasswordForm(None), role=ROLES[me().role])


@bp.post("/account/password")
def change_password():
    form, person = NewPasswordForm(), me()
    if not form.validate() or not knows_old(form, person):
        return page(ACCOUNT, status=422, person=me(), form=form, role=ROLES[me().role])
    actions.set_password(person, form.new_password.data, by=person, now=clock.now())
    signin.enter(person, session["door"])
    say(_("You have a new password. Other devices are signed out."))
    return go(url_for(".account"))


def knows_old(form: NewPasswordForm, person) -> bool:
    """Whether the old password is right; it is guessed at as slowly as at the door."""
    door = f"email:{person.email}"
    if queries.must_wait(door, clock.now()):
        form.old_password.errors.append(_("Too many tries. Wait 15 minutes and try again."))
    elif not queries.by_password(person.email or "", form.old_password.data):
        actions.note_failure(door, now=clock.now())
        keep()
        form.old_password.errors.append(_("This is not your password until now. Try again."))
    return not form.old_password.errors


@bp.post("/account/sign-out-everywhere")
def sign_out_everywhere():
    actions.leave_everywhere(me(), now=clock.now())
    signin.leave()
    say(_("You are signed out on every device."))
    return go(url_for(".sign_in"))
