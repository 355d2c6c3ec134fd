"""Which surveys a programme sends, and what came of them in all its groups."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses.queries import programme as programme_of
from lms.i18n import in_words
from lms.surveys import actions, exports, queries, rules
from lms.surveys.counting import FEWEST
from lms.surveys.forms.settings import SettingForm
from lms.surveys.instruments import of_the_product, read
from lms.surveys.models import Moment
from lms.surveys.views.blueprint import bp
from lms.surveys.views.results import as_file
from lms.surveys.words import COUNTED
from lms.ways import way
from lms.web import go, me, page, permitted, say

SETTINGS, RESULTS = "surveys/settings.html", "surveys/programme.html"

way(
    "settings", _l("Surveys"), "surveys.settings", icon="talk",
    of=lambda programme: {"slug": programme.slug}, may=rules.may_set,
)  # fmt: skip


def surveys_for(programme):
    """What can be chosen: the organisation's own, and those of the product it has no copy of."""
    ours = queries.surveys_of(programme.organisation_id)
    found = [(str(one.id), in_words(one.version.content["title"])) for one in ours]
    return found + [(key, in_words(title)) for key, title in not_copied(ours).items()]


def not_copied(ours):
    """The titles of those of the product, by key, of which an organisation has no copy."""
    copied = {one.key for one in ours}
    return {key: one.title for key, one in of_the_product().items() if key not in copied}


def forms_for(programme, settings, sent=None):
    """A form each moment; `sent`: the one that came, with what is wrong in it."""
    choices = surveys_for(programme)
    by_key = {one.key: str(one.id) for one in queries.surveys_of(programme.organisation_id)}
    forms = {}
    for moment in Moment:
        proposed = rules.proposed(programme, moment)
        form = SettingForm(
            choices, moment, None, prefix=f"{moment}-",
            survey=by_key.get(proposed, proposed), obj=settings.get(moment),
        )  # fmt: skip
        forms[moment] = form
    return {**forms, **(sent or {})}


def shown(programme, status=200, sent=None):
    settings = queries.settings_of(programme.id)
    ours = queries.surveys_of(programme.organisation_id)
    return page(
        SETTINGS,
        status=status,
        programme=programme,
        settings=settings,
        forms=forms_for(programme, settings, sent),
        moments=rules.MOMENTS,
        surveys=ours,
        product=not_copied(ours),
    )


@bp.get("/programmes/<slug>/surveys")
def settings(slug):
    return shown(permitted(programme_of(slug), rules.may_set))


@bp.post("/programmes/<slug>/surveys/<moment>")
def save_setting(slug, moment):
    programme = permitted(programme_of(slug), rules.may_set)
    if moment not in set(Moment):
        abort(404)
    form = SettingForm(surveys_for(programme), moment, prefix=f"{moment}-")
    if not form.validate():
        return shown(programme, 422, {Moment(moment): form})
    row = actions.change_setting(programme, moment, form.wish, by=me(), now=clock.now())
    say(_("Saved.") if row else _("Nothing was different, so nothing was changed."))
    return go(url_for(".settings", slug=slug))


@bp.post("/programmes/<slug>/surveys/<moment>/end")
def stop(slug, moment):
    programme = permitted(programme_of(slug), rules.may_set)
    if moment not in set(Moment):
        abort(404)
    actions.stop(programme, moment, by=me(), now=clock.now())
    say(_("Nobody else is asked. Who was asked can still answer."))
    return go(url_for(".settings", slug=slug))


def results_for(programme, moment):
    """What came of all rounds of a programme that are over; the newest promise says how: rounds
    with names and without are never put together."""
    rounds = queries.closed_rounds(programme.id, moment, clock.now())
    anonymous = bool(rounds and rounds[-1].anonymous)
    alike = [one for one in rounds if one.anonymous == anonymous]
    found = queries.results_of(alike, exact=not anonymous) if alike else None
    if found and anonymous and found.answers < FEWEST:
        found = found._replace(lines=[])
    return alike, found, anonymous


@bp.get("/programmes/<slug>/surveys/<moment>")
def programme_results(slug, moment):
    programme = permitted(programme_of(slug), rules.may_set)
    if moment not in set(Moment):
        abort(404)
    rounds, found, anonymous = results_for(programme, moment)
    return page(
        RESULTS,
        programme=programme,
        which=moment,
        moments=rules.MOMENTS,
        rounds=rounds,
        results=found,
        anonymous=anonymous,
        helped=counted_for(programme, moment, rounds) if not anonymous else [],
        table=lambda kind: url_for(".programme_table", slug=slug, moment=moment, kind=kind),
    )


def counted_for(programme, moment, rounds):
    """What the funder counts, each person once: words and figures."""
    asked = {
        question.indicator
        for one in rounds
        for question in read(one.version.content).questions
        if question.indicator
    }
    return [
        (words, queries.helped([programme.id], indicator, moment))
        for indicator, words in COUNTED.items()
        if indicator in asked
    ]


@bp.get("/programmes/<slug>/surveys/<moment>/figures.<kind>")
def programme_table(slug, moment, kind):
    programme = permitted(programme_of(slug), rules.may_set)
    if moment not in set(Moment):
        abort(404)
    _rounds, found, _anonymous = results_for(programme, moment)
    if found is None:
        abort(404)
    name = f"{slug}-{moment}"
    return as_file(exports.COLUMNS, list(exports.figures(found)), kind, name, slug)
