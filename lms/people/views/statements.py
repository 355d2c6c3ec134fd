"""Two statements to everybody: how accessible the platform is, and what it keeps about people."""

from datetime import date

from lms.people import privacy
from lms.people.views.blueprint import bp
from lms.web import page, public

REVIEWED = date(2026, 11, 22)


@bp.get("/accessibility")
@public
def accessibility():
    return page("people/accessibility.html", reviewed=REVIEWED)


@bp.get("/privacy")
@public
def privacy_notice():
    return page("people/privacy.html", kept=privacy.kept().items())
