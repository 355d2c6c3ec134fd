"""One list of an online meeting: how it is read, whom its names mean, and into the register."""

from io import BytesIO

from flask import abort, send_file, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance.queries.register import register, session_with_rights
from lms.attendance.rules import may_manage, why_closed
from lms.attendance.rules.lines import frame_of
from lms.db import db
from lms.evidence.actions import lists as actions
from lms.evidence.forms.lists import NamesForm, ReadingForm, UseForm, as_chosen
from lms.evidence.models import MeetingList
from lms.evidence.queries.looking import look_at
from lms.evidence.views import words
from lms.evidence.views.blueprint import bp
from lms.files import File, content_of
from lms.web import go, keep, me, page, permitted, say


@bp.get("/lists/<int:list_id>")
def meeting_list(list_id):
    return shown(loaded(list_id))


@bp.post("/lists/<int:list_id>/reading")
def read_list(list_id):
    look = loaded(list_id, to_change=True)
    form = ReadingForm(look, prefix="reading-")
    if not form.validate():
        return shown(look, 422, reading=form)
    actions.read_so(look.row, form.reading)
    say(_("The list is read anew."))
    return go(url_for(".meeting_list", list_id=list_id))


@bp.post("/lists/<int:list_id>/names")
def decide_names(list_id):
    look = loaded(list_id, to_change=True)
    form = NamesForm(request.form, look)
    actions.decide(look, form.chosen, form.again, by=me(), now=clock.now())
    db.session.flush()
    look = look_at(look.row, look.frame, look.lines)
    if form.wrong:
        keep()  # one that cannot be kept yet does not hold up the others
        return shown(look, 422, names=form)
    say(words.decided(look))
    return go(url_for(".meeting_list", list_id=list_id, _anchor="names"))


@bp.post("/lists/<int:list_id>/use")
def use_list(list_id):
    look = loaded(list_id, to_change=True)
    form = UseForm(request.form, look)
    actions.refuse_settled(look.row)
    if form.wrong or form.seen != look.token:
        return shown(look, 409 if not form.wrong else 422, use=form)
    people = actions.use(look, form.take, form.keep, by=me(), now=clock.now())
    say(words.used(people))
    return go(url_for(".meeting_list", list_id=list_id))


@bp.post("/lists/<int:list_id>/removal")
def take_list_back(list_id):
    row, frame = row_and_frame(list_id, to_change=True)
    people = actions.take_back(row, frame, register(frame), by=me(), now=clock.now())
    say(words.taken_back(people))
    return go(url_for(".lists", session_id=frame.session.id))


@bp.get("/lists/<int:list_id>/file")
def list_file(list_id):
    """The file as it came: to be saved, never shown here."""
    row, _frame = row_and_frame(list_id)
    file = db.session.get_one(File, row.file_id)
    response = send_file(
        BytesIO(content_of(file.id)), mimetype=file.kind, download_name=row.file_name,
        as_attachment=True, etag=file.id,
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def row_and_frame(list_id, to_change=False):
    """The list and the register of its session. To change it, nobody else changes it meanwhile."""
    row = db.session.get(MeetingList, list_id) or abort(404)
    session = permitted(session_with_rights(row.session_id, to_change=to_change), may_manage)
    if to_change:
        db.session.refresh(row)
    return row, frame_of(session)


def loaded(list_id, to_change=False):
    row, frame = row_and_frame(list_id, to_change)
    return look_at(row, frame, register(frame))


def shown(look, status=200, **forms):
    """The page of a list, with the form that was sent, if it could not be kept."""
    if "reading" not in forms:
        data = as_chosen(look)
        forms["reading"] = ReadingForm(look, None, prefix="reading-", data=data)
    forms.setdefault("names", None)
    forms.setdefault("use", None)
    return page(
        "evidence/meeting_list.html",
        status=status,
        session=look.frame.session,
        look=look,
        asked=look.asked,
        closed=why_closed(look.frame.session, clock.now()),
        words=words,
        **forms,
    )
