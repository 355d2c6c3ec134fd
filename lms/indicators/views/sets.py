"""Sets of indicators: which there are, what each asks in words, and bringing one in."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.indicators import content, exports, formulas, words
from lms.indicators.actions import sets as actions
from lms.indicators.forms.sets import SetForm
from lms.indicators.models import IndicatorSet
from lms.indicators.queries import sets as queries
from lms.indicators.views.blueprint import bp
from lms.people.actions import record
from lms.people.rules import is_administrator, is_coordinator
from lms.ways import way
from lms.web import go, me, only, page, permitted, say

SETS, SET, UPLOAD = "indicators/sets.html", "indicators/set.html", "indicators/upload.html"
SAID = {
    "kind_words": words.kind,
    "fact_words": words.fact,
    "join_words": words.join,
    "filter_words": words.filters,
    "part_words": words.breakdown,
    "one_of": words.one_of,
    "parts": words.parts,
}

way(
    "dashboards", _l("Indicator sets"), "indicators.sets", icon="numbers",
    of=lambda _nothing: {}, may=lambda person, _nothing: is_administrator(person), rank=80,
)  # fmt: skip


def sees_sets(person, _set) -> bool:
    return is_coordinator(person)


@bp.get("/indicators")
def sets():
    only(is_coordinator)
    found = [(one, queries.content(one.version)) for one in queries.sets()]
    return page(SETS, sets=found, may_upload=is_administrator(me()))


@bp.get("/indicators/<slug>")
def set_(slug):
    found = permitted(queries.set_(slug), sees_sets)
    return page(
        SET,
        set=found,
        version=(version := version_of(found)),
        versions=queries.versions(found),
        asked=queries.content(version),
        columns=exports.COLUMNS,
        may_upload=is_administrator(me()),
        said=SAID,
    )


def version_of(found: IndicatorSet):
    """The one that the address names, else the one in force."""
    wanted = request.args.get("version")
    if wanted is None:
        return found.version
    every = queries.versions(found)
    return next((one for one in every if str(one.number) == wanted), None) or abort(404)


@bp.get("/indicators/upload")
def upload():
    only(is_administrator)
    found = queries.set_(request.args.get("set", ""))  # its text is there to be changed
    text = content.as_text(found.version.content) if found else ""
    form = SetForm(None, slug=found.slug if found else "", text=text)
    return page(UPLOAD, form=form, problems=[])


@bp.post("/indicators/upload")
def check():
    """Says what the set would ask; keeps nothing."""
    only(is_administrator)
    form = SetForm()
    given = read(form)
    if given is None:
        return page(UPLOAD, status=422, form=form, problems=form.problems)
    asked, there = formulas.known(given), queries.set_(form.slug.data)
    same = there is not None and there.version.content == given
    return page(UPLOAD, form=form, problems=[], asked=asked, there=there, same=same, said=SAID)


@bp.post("/indicators")
def keep():
    only(is_administrator)
    form = SetForm()
    given = read(form)
    if given is None:
        return page(UPLOAD, status=422, form=form, problems=form.problems)
    by, now = me(), clock.now()
    kept = actions.keep(form.slug.data, given, by=by, now=now)
    if kept.is_changed:
        verb = "created" if kept.is_new else "updated"
        record("indicator_set", kept.set.slug, verb, {"version": kept.set.number}, by=by, now=now)
        said = _("Saved as version %(number)s. What was counted before stays as it is.",
                 number=kept.set.number)  # fmt: skip
    else:
        said = _("Nothing was different. Version %(number)s stays.", number=kept.set.number)
    say(said)
    return go(url_for(".set_", slug=kept.set.slug))


def read(form: SetForm):
    """The content that was handed in; None where something is wrong with it, and the form says
    what. The text of a file goes into the form, so that nothing is lost."""
    form.problems = []
    is_valid = form.validate()
    text = form.given
    if text is None:
        form.file.errors = [_("This is not UTF-8. Save the file with the encoding UTF-8.")]
        return None
    form.text.data = text
    if not text.strip():
        form.text.errors = [_("Choose a file, or write the text here.")]
        return None
    found, problems = content.of_text(text, current_app.config["LANGUAGES"][0])
    form.problems = problems.in_order()
    return found if is_valid else None
