"""One list to sign: its page, and the document for the printer."""

from io import BytesIO

from flask import send_file
from flask_babel import force_locale

from lms.attendance import rules
from lms.evidence.queries import sheets as queries
from lms.evidence.rules.letterhead import pictures
from lms.evidence.rules.sheets import back_to, facts_for_paper
from lms.evidence.views.blueprint import bp
from lms.pdf import pdf
from lms.people.codes import as_sheet_code
from lms.web import page, permitted

SHEET = "evidence/sheet.html"


def load(sheet_code, *, to_change=False):
    """The list, for who manages its session."""
    found = queries.sheet(as_sheet_code(sheet_code), to_change=to_change)
    return permitted(found, lambda person, sheet: rules.may_manage(person, sheet.session))


@bp.get("/sheets/<sheet_code>")
def sheet(sheet_code):
    sheet = load(sheet_code)
    return page(SHEET, sheet=sheet, session=sheet.session)


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
