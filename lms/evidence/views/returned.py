"""A list that came back is typed in: looked at first, then kept with the register."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.attendance.actions import register as marks
from lms.attendance.models import Source
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.evidence.actions import sheets as actions
from lms.evidence.actions.signatures import record_signatures
from lms.evidence.forms.returned import PaperForm
from lms.evidence.queries import sheets as queries
from lms.evidence.views.blueprint import bp
from lms.evidence.views.sheets import load, shown
from lms.web import keep, me, say


@bp.post("/sheets/<sheet_code>")
def type_back(sheet_code):
    sheet = load(sheet_code, to_change=True)
    frame = frame_of(sheet.session)
    rows, register = queries.rows_of(sheet), registers.register(frame)
    form = PaperForm(request.form, frame, sheet, rows, register)
    if form.looks:
        return shown(sheet, 422 if form.errors else 200, form=form, register=register)
    saved = marks.save(frame, form.lines, form.typed, by=me(), now=clock.now(), source=Source.PAPER)
    if form.guest:
        actions.seat_guest(sheet, form.guest, by=me(), now=clock.now())
    recorded = record(sheet, form, saved)
    keep()  # a row that cannot be kept yet does not hold up the others
    if saved.questions or form.errors:
        status = 409 if saved.questions else 422
        return shown(sheet, status, form=form, register=register, saved=saved)
    say(told(len(saved.changed), recorded))
    return redirect(url_for(".sheet", sheet_code=sheet.code), 303)


def record(sheet, form, saved):
    """The signatures of those who were there; of rows with a question nothing is said yet."""
    said = saved.lines.keys() - saved.questions.keys() - form.wrong.keys()
    signed = {key for key in said if saved.lines[key].was_there and form.is_signed(key, True)}
    return record_signatures(sheet, signed, said - signed, by=me(), now=clock.now())


@bp.post("/sheets/<sheet_code>/signatures")
def sign(sheet_code):
    """Signatures alone: also when the register is locked, because they change no hours."""
    sheet = load(sheet_code, to_change=True)
    register = registers.register(frame_of(sheet.session))
    on_it = [who.id for _number, who in queries.rows_of(sheet) if who]
    there = [key for key in on_it if key in register and register[key].was_there]
    signed = [key for key in there if f"signed-{key}" in request.form]
    unsigned = set(on_it) - set(signed)
    recorded = record_signatures(sheet, signed, unsigned, by=me(), now=clock.now())
    say(told(0, recorded))
    return redirect(url_for(".sheet", sheet_code=sheet.code), 303)


def told(changed, recorded):
    """What was kept, in whole sentences."""
    parts = []
    if changed:
        parts.append(ngettext("%(num)s row is kept in the register.",
                              "%(num)s rows are kept in the register.", changed))  # fmt: skip
    if recorded.new:
        parts.append(ngettext("%(num)s signature is recorded.", "%(num)s signatures are recorded.",
                              recorded.new))  # fmt: skip
    if recorded.withdrawn:
        parts.append(ngettext("%(num)s signature is withdrawn.",
                              "%(num)s signatures are withdrawn.", recorded.withdrawn))  # fmt: skip
    return " ".join(parts) or _("Everything is as it was.")
