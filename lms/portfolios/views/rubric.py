"""By what the portfolios of a programme are looked at, for who coordinates it."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses import queries as courses
from lms.courses.rules import coordinates_programme
from lms.i18n import in_words, speaking
from lms.portfolios import actions, queries, rules
from lms.portfolios.forms import RubricForm
from lms.portfolios.views.blueprint import bp
from lms.ways import way
from lms.web import go, me, page, permitted, say

RUBRIC = "portfolios/rubric.html"


def may_set(person, programme) -> bool:
    return coordinates_programme(person, programme) and rules.asks(programme)


way(
    "settings", _l("How portfolios are looked at"), "portfolios.rubric", icon="star", rank=60,
    of=lambda programme: {"slug": programme.slug}, may=may_set,
)  # fmt: skip


@bp.get("/programmes/<slug>/portfolio/rubric")
def rubric(slug):
    programme = permitted(courses.programme(slug), may_set)
    now = queries.rubric(programme.id)
    lines = [in_words(one["title"]) for one in now.criteria]
    form = RubricForm(None, data={"titles": lines, "each_module": now.each_module})
    return page(RUBRIC, programme=programme, form=form)


@bp.post("/programmes/<slug>/portfolio/rubric")
def set_rubric(slug):
    programme = permitted(courses.programme(slug), may_set)
    form = RubricForm()
    if not form.validate():
        return page(RUBRIC, status=422, programme=programme, form=form)
    before = queries.rubric(programme.id).criteria
    criteria = form.criteria(before, speaking())
    new = actions.set_rubric(programme, criteria, form.each_module.data, by=me(), now=clock.now())
    say(_("Saved.") if new else _("Nothing was different, so nothing was changed."))
    return go(url_for(".rubric", slug=slug))
