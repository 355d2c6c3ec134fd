"""The surveys of a group, for its trainers and coordinators."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses.queries import group as group_of
from lms.surveys import actions, queries, rules
from lms.surveys.models import Moment
from lms.surveys.views.blueprint import bp
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

way(
    "group", _l("Surveys"), "surveys.of_group", icon="talk", rank=60,
    of=lambda group: {"slug": group.slug}, may=rules.may_see,
)  # fmt: skip


@bp.get("/groups/<slug>/surveys")
def of_group(slug):
    group = permitted(group_of(slug), rules.may_see)
    pages = page_of(queries.rounds_of(group.id), 20)
    settings = queries.settings_of(group.programme_id)
    return page(
        "surveys/group.html",
        group=group,
        pages=pages,
        rates=queries.rates([one.id for one in pages.items]),
        settings={key: one for key, one in settings.items() if one.off_at is None},
        moments=rules.MOMENTS,
        now=clock.now(),
        sets=rules.may_set(me(), group.programme),
    )


@bp.post("/groups/<slug>/surveys/<moment>")
def ask(slug, moment):
    group = permitted(group_of(slug), rules.may_see)
    if moment not in set(Moment):
        abort(404)
    people = actions.ask_group(group, moment, by=me(), now=clock.now())
    words = ngettext("%(num)s person is asked now.", "%(num)s people are asked now.", people)
    say(words if people else _("Everybody was asked already."), "good" if people else "warn")
    return go(url_for(".of_group", slug=slug))
