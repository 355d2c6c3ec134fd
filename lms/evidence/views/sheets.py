"""One list to sign: its page with the rows and the scans, and the document for the printer."""

from io import BytesIO

from flask import request, send_file
from flask_babel import force_locale

from lms import clock
from lms.attendance import rules
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.typed import Row
from lms.evidence.forms.returned import OnPaper, as_signed, lines_of
from lms.evidence.forms.scans import ScanForm
from lms.evidence.queries import scans as queried
from lms.evidence.queries import sheets as queries
from lms.evidence.queries import signatures
from lms.evidence.rules.letterhead import pictures
from lms.evidence.rules.sheets import back_to, facts_for_paper
from lms.evidence.rules.typed import shown_words
from lms.evidence.views.blueprint import bp
from lms.evidence.views.rows import About
from lms.pdf import pdf
from lms.people.codes import as_sheet_code
from lms.web import HEADERS, page, permitted

SHEET = "evidence/sheet.html"
FRAMES = HEADERS["Content-Security-Policy"] + "; frame-src 'self'"  # the scan beside the rows


def load(sheet_code, *, to_change=False):
    """The list, for who manages its session."""
    found = queries.sheet(as_sheet_code(sheet_code), to_change=to_change)
    return permitted(found, lambda person, sheet: rules.may_manage(person, sheet.session))


@bp.get("/sheets/<sheet_code>")
def sheet(sheet_code):
    return shown(load(sheet_code))


def shown(sheet, status=200, *, form=None, register=None, saved=None, scan_form=None):
    """The page: as it is kept; or as it was typed, with what is asked and what is wrong."""
    frame = frame_of(sheet.session)
    register = registers.register(frame) if register is None else register
    recorded = signatures.of_sheet(sheet)
    signed = set(signatures.live(recorded))
    rows = form.on_paper(saved, signed) if form else as_kept(sheet, register, recorded)
    on_it = {one.row.key for one in rows if one.row}
    there = [one for one in rows if one.row and one.row.line.was_there]
    response = page(
        SHEET,
        status=status,
        sheet=sheet,
        session=sheet.session,
        about=About(frame, clock.now()),
        rows=rows,
        form=form,
        signed=signed & {one.row.key for one in there},
        there=there,
        recorded=bool(recorded),
        elsewhere=[line for key, line in register.items() if key not in on_it],
        words=shown_words(),
        asking=bool(saved and saved.questions),
        scan_form=scan_form or ScanForm(None, prefix="scan-"),
        **scans_of(sheet),
    )
    response.headers["Content-Security-Policy"] = FRAMES
    return response


def scans_of(sheet):
    """The scans, and the one that is shown beside the rows: the newest, or what is asked for."""
    scans = queried.of_sheet(sheet)
    wanted = request.args.get("scan", "")
    in_view = next((one for one in scans if str(one.id) == wanted), scans[-1] if scans else None)
    return {"scans": scans, "in_view": in_view}


def as_kept(sheet, register, recorded):
    """Each row as the register has it; who is unmarked is taken to have signed."""
    rows, signed = queries.rows_of(sheet), signatures.live(recorded)
    lines = lines_of(frame_of(sheet.session), rows, register)
    found = []
    for number, who in rows:
        if who is None:
            found.append(OnPaper(number, None, False))
            continue
        line = lines[who.id]
        ticked = who.id in signed or not recorded or not line.state.mark
        found.append(OnPaper(number, Row(line, as_signed(line), line.state), ticked))
    return found


@bp.get("/sheets/<sheet_code>.pdf")
def sheet_pdf(sheet_code):
    """The document, in its own language whoever prints it."""
    sheet = load(sheet_code)
    logo, rows = queries.logo_of(sheet.session.group.programme), queries.rows_as_printed(sheet)
    with force_locale(sheet.language):
        facts = facts_for_paper(sheet, rows, has_logo=bool(logo))
    made = pdf("sheet", facts, pictures=pictures(logo, back_to(sheet)))
    return send_file(
        BytesIO(made), mimetype="application/pdf", download_name=f"{sheet.code}.pdf", etag=False
    )
