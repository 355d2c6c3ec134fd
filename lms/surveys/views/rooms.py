"""The room: the trainer's screen with the code, and the phones of those who are there."""

from flask import request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.addresses import square
from lms.i18n import in_words
from lms.surveys import actions, queries, rules
from lms.surveys.views.blueprint import bp, limiter
from lms.web import go, me, notice, page, permitted, public, say

SCREEN, ROOM, CODE = "surveys/screen.html", "surveys/room.html", "surveys/code.html"
TAKEN = "survey_rooms"  # in the session of a browser: the rooms in which it has a place


@bp.get("/survey-rounds/<int:round_id>/room")
def screen(round_id):
    asked = permitted(queries.round_of(round_id), rules.may_see_round)
    now, code = clock.now(), asked.room_code
    is_room = rules.is_room_open(asked, now)
    address = url_for(".room", code=code, _external=True) if is_room else ""
    if not asked.anonymous:
        address = url_for("completion.home", _external=True)
    return page(
        SCREEN,
        "answered",
        asked=asked,
        group=asked.group,
        title=asked.version.content["title"],
        is_room=is_room,
        is_open=rules.is_open(asked, now),
        square=square(address) if address else "",
        typed_at=url_for(".code", _external=True).partition("://")[2],
        rate=queries.rates([asked.id])[asked.id],
    )


@bp.post("/survey-rounds/<int:round_id>/room")
def open_room(round_id):
    asked = permitted(queries.round_of(round_id), rules.may_see_round)
    actions.open_room(asked, by=me(), now=clock.now())
    return go(url_for(".screen", round_id=round_id))


@bp.post("/survey-rounds/<int:round_id>/room/end")
def close_room(round_id):
    asked = permitted(queries.round_of(round_id), rules.may_see_round)
    actions.close_room(asked, by=me(), now=clock.now())
    say(_("The code does not work any more."))
    return go(url_for(".results", round_id=round_id))


@bp.get("/s")
@public
def code():
    return page(CODE, wrong=None, typed="")


@bp.post("/s")
@public
@limiter.slows
def type_code():
    typed = "".join(request.form.get("code", "").split()).upper()[:20]
    found = queries.room(typed) if typed else None
    if found is None or not rules.is_room_open(found, clock.now()):
        limiter.note()
        wrong = _("This code does not work. Look at the screen again, or ask your trainer.")
        return page(CODE, status=422, wrong=wrong, typed=typed)
    return go(url_for(".room", code=found.room_code))


def open_one(code):
    """The round whose room is open with this code; none, and the try is counted."""
    found = queries.room(code)
    if found is None or not rules.is_room_open(found, clock.now()):
        limiter.note()
        return None
    return found


def place_in(asked):
    """The token of the place that was begun in this browser and not answered yet, if any."""
    token = session.get(TAKEN, {}).get(str(asked.id))
    place = queries.invitation(token) if token else None
    return token if place and not place.answered else None


def gone():
    return notice(_("This code does not work any more. Ask your trainer for a new one."), 404)


@bp.get("/room/<code>")
@public
@limiter.slows
def room(code):
    found = open_one(code)
    if found is None:
        return gone()
    has_link = current_user.is_authenticated and any(
        one.round_id == found.id for one in queries.waiting_for(me().id, clock.now())
    )
    token = place_in(found)
    programme = in_words(found.programme.title)
    title = found.version.content["title"]
    return page(ROOM, code=code, title=title, programme=programme, token=token, has_link=has_link)


@bp.post("/room/<code>")
@public
@limiter.slows
def enter(code):
    """A place in the room. Who has begun in this browser goes on, or somebody else begins there;
    who is signed in uses the place that they were given."""
    found = open_one(code)
    if found is None:
        return gone()
    token = None if "else" in request.form else place_in(found)
    if current_user.is_authenticated and "else" not in request.form:
        mine = [
            one for one in queries.waiting_for(me().id, clock.now()) if one.round_id == found.id
        ]
        token = rules.token_of(mine[0].name) if mine else token
    if token is None:
        token = actions.take_seat(found, now=clock.now())
        session[TAKEN] = {**session.get(TAKEN, {}), str(found.id): token}
    return go(url_for(".answering", token=token))
