"""How long a programme keeps what proves hours."""

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses import queries as courses
from lms.courses.actions import change_settings
from lms.courses.models import Programme
from lms.courses.rules import coordinates_programme
from lms.privacy import queries
from lms.privacy.forms import KeepingForm
from lms.privacy.views.blueprint import bp
from lms.ways import way
from lms.web import go, me, page, permitted, say


def of_programme(programme):
    return {"slug": programme.slug}


way("settings", _l("How long it is kept"), "privacy.keeping", icon="clock", of=of_programme,
    may=coordinates_programme, rank=80)  # fmt: skip


def form_of(programme: Programme, *filled: Programme) -> KeepingForm:
    today = clock.today(current_app.config["TIMEZONE"], clock.now())
    form = KeepingForm(obj=filled[0] if filled else None, today=today)
    if filled:
        form.kept_for.data = programme.kept_for or ""
    return form


@bp.get("/programmes/<slug>/keeping")
def keeping(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    return shown(programme, form_of(programme, programme))


@bp.post("/programmes/<slug>/keeping")
def save_keeping(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    form = form_of(programme)
    if not form.validate():
        return shown(programme, form, 422)
    changed = change_settings(programme, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".keeping", slug=slug))


def shown(programme: Programme, form: KeepingForm, status: int = 200):
    until = queries.kept_until([programme])
    return page("privacy/keeping.html", status=status, programme=programme, form=form, until=until)
