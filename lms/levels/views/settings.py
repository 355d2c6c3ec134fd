"""Which levels a programme asks for, as its coordinators choose them."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses import queries as courses
from lms.courses.instruments import METHOD_WORDS, MOST, OVERALL_WORDS
from lms.courses.rules import coordinates_programme
from lms.i18n import in_words
from lms.levels.actions.asking import choose
from lms.levels.forms import AskForm
from lms.levels.queries.tests import tests_to_choose
from lms.levels.views.blueprint import bp
from lms.questions.frameworks import FRAMEWORKS, comparable
from lms.ways import way
from lms.web import go, me, page, permitted, say

SETTINGS = "levels/settings.html"
way(
    "settings", _l("Levels that it asks for"), "levels.settings", icon="level",
    of=lambda programme: {"slug": programme.slug}, may=coordinates_programme,
)  # fmt: skip


@bp.get("/programmes/<slug>/levels/settings")
def settings(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    return page(SETTINGS, **on_screen(programme, AskForm(programme.levels)))


@bp.post("/programmes/<slug>/levels/settings")
def save_settings(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    form = AskForm.sent(request.form)
    if request.form.get("do", "save") != "save":
        return page(SETTINGS, "asked", **on_screen(programme, form))
    if form.problems:
        about = on_screen(programme, form, shown=True)
        return page(SETTINGS, "asked", status=422, **about)
    changed = choose(programme, form.instruments, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for("courses.programme", slug=slug))


def on_screen(programme, form, *, shown=False):
    return {
        "shown_problems": shown,
        "programme": programme,
        "form": form,
        "frameworks": FRAMEWORKS,
        "most": MOST,
        "comparable": {name: comparable(name) for name in FRAMEWORKS},
        "methods": METHOD_WORDS,
        "overalls": OVERALL_WORDS,
        "tests": [(key, in_words(title)) for key, title in tests_to_choose(programme)],
    }
