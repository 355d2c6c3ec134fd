"""One register on paper."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance import rules
from lms.attendance.models import Session, Status
from lms.attendance.queries.register import session_with_rights
from lms.errors import Refused
from lms.evidence.exports.pack import register_pdf as on_paper
from lms.evidence.queries import contents
from lms.evidence.rules import names
from lms.evidence.views.blueprint import bp
from lms.people.models import Person
from lms.ways import way
from lms.web import permitted


def may_print(person: Person, session: Session) -> bool:
    return session.status == Status.HELD and rules.may_manage(person, session)


for place in ("session", "register"):
    way(
        place,
        _l("Register as PDF"),
        "evidence.register_pdf",
        icon="print",
        of=lambda session: {"session_id": session.id},
        may=may_print,
    )


@bp.get("/sessions/<int:session_id>/register.pdf")
def register_pdf(session_id):
    session = permitted(session_with_rights(session_id), rules.may_manage)
    if session.status != Status.HELD:
        raise Refused(_("This session was not held, so it has no register."))
    sitting, of = contents.of_session(session.group, session.id, session.day)
    name = f"register-{session.day}-{names.plain(session.code)}.pdf"
    response = Response(on_paper(of, sitting), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response
