"""The levels of a group, for its trainers: what is there, what is due; several at once."""

from collections import Counter

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses.queries import group as group_of
from lms.levels.actions import saying
from lms.levels.forms import GroupForm, methods
from lms.levels.models import Occasion
from lms.levels.queries import people, said
from lms.levels.rules import access, words
from lms.levels.rules.asked import missing, of_trainers
from lms.levels.rules.falling_due import due
from lms.levels.rules.gains import gain
from lms.levels.rules.said import by_method, of_instrument
from lms.levels.views.blueprint import bp, occasion_of, today
from lms.questions.frameworks import FRAMEWORKS
from lms.ways import way
from lms.web import go, me, page, page_of, permitted
from lms.web import say as tell

GROUP = "levels/group.html"
AT_ONCE = 25  # people on a page

way(
    "group", _l("Levels"), "levels.group", icon="level", rank=40,
    of=lambda group: {"slug": group.slug}, may=access.sees_levels,
)  # fmt: skip


@bp.get("/groups/<slug>/levels")
def group(slug):
    group = permitted(group_of(slug), access.sees_levels)
    return page(GROUP, **on_screen(group, None))


@bp.post("/groups/<slug>/levels")
def record(slug):
    group = permitted(group_of(slug), access.says_levels)
    shown = on_screen(group, request.form)
    form, instrument, occasion = shown["form"], shown["instrument"], shown["occasion"]
    if form.problems:
        return page(GROUP, "said", status=422, **shown)
    about = (group.programme, instrument, form.words, occasion, form.method)
    number = saying.say(*about, by=me(), now=clock.now())
    done = ngettext("%(num)s level is kept.", "%(num)s levels are kept.", number)
    tell(done if number else _("Nothing was different, so nothing was changed."))
    return go(url_for(".group", slug=slug, of=instrument.name, on=str(occasion), **page_there()))


def page_there():
    number = request.args.get("page")
    return {"page": number} if number and number.isdecimal() else {}


def on_screen(group, sent):
    instruments = access.instruments_of(group.programme)
    wanted = request.args.get("of")
    instrument = next((one for one in instruments if one.name == wanted), instruments[0])
    everybody = people.of_group(group)
    occasion = occasion_asked(everybody)
    pages = page_of(everybody, AT_ONCE)
    kept = said.said(pages.items)
    says = access.says_levels(me(), group) and of_trainers(instrument)
    return {
        "group": group,
        "instruments": instruments,
        "instrument": instrument,
        "occasion": occasion,
        "occasions": words.OCCASIONS,
        "pages": pages,
        "rows": [row(one, instrument, occasion, kept[one.key]) for one in pages.items],
        "says": says,
        "form": GroupForm(instrument, [one.person for one in pages.items], sent),
        "methods": [(one, words.METHODS[one]) for one in methods(instrument)],
        "how": words.METHODS,
        "outcomes": words.OUTCOMES,
        "choices": [
            (FRAMEWORKS[name].title, list(FRAMEWORKS[name].levels.values()))
            for name in instrument.frameworks
        ],
    }


def occasion_asked(everybody):
    """The occasion of the address; else the one that is due for most."""
    if wanted := request.args.get("on"):
        return occasion_of(wanted)
    falls = Counter(found[0] for one in everybody if (found := due(one.stay, today())))
    return falls.most_common(1)[0][0] if falls else Occasion.ENTRY


def row(one, instrument, occasion, its):
    """A person: what each method said of each skill, what they gained so far, and whether
    something is due."""
    own = of_instrument(its, instrument)
    falls = due(one.stay, today())
    order = [*instrument.methods, *(m for m in words.METHODS if m not in instrument.methods)]
    its_due = falls is not None and falls[0] == occasion
    open_skills = missing(instrument, own, occasion, instrument.methods)
    return {
        "person": one.person,
        "skills": {s: by_method(own, s, [occasion], order) for s in instrument.skills},
        "gain": gain(instrument, its, has_left=one.stay.has_left(today())),
        "is_due": its_due and bool(open_skills),
        "until": falls[1].until if falls and its_due else None,
        "is_late": falls is not None and falls[1].until < today(),  # if it is due
    }
