"""A person says what they can do: one sentence a screen, three answers."""

from typing import NamedTuple

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import queries as courses
from lms.courses.dress.media import address
from lms.courses.instruments import SELF, Instrument
from lms.courses.models import Programme
from lms.errors import Refused
from lms.i18n import speaking
from lms.levels.actions import checking
from lms.levels.models import Occasion
from lms.levels.queries import people, said
from lms.levels.queries.sounds import sound
from lms.levels.rules import access
from lms.levels.rules.asked import asked as still_asked
from lms.levels.rules.falling_due import due
from lms.levels.rules.statements import Statement, asked, levels_of, open_one
from lms.levels.views.blueprint import bp, check_url, instrument_of, occasion_of, today
from lms.questions.frameworks import level
from lms.web import go, me, page, permitted, say


class Here(NamedTuple):
    programme: Programme
    instrument: Instrument
    occasion: Occasion
    answers: dict[str, str]
    is_open: bool  # they can say it now

    @property
    def url(self) -> str:
        return check_url(self.programme, self.instrument, self.occasion)


@bp.get("/programmes/<slug>/levels/<instrument>/<occasion>")
def check(slug, instrument, occasion):
    here = loaded(slug, instrument, occasion)
    steps = list(asked(here.instrument, here.answers))
    shown = next((one for one in steps if one.key == request.args.get("at")), None)
    shown = shown or open_one(here.instrument, here.answers)
    if not here.is_open:
        return page("levels/closed.html", here=here)
    if shown is None:
        return page("levels/finish.html", here=here, steps=steps, found=found(here))
    before = steps[steps.index(shown) - 1] if steps.index(shown) else None
    media = sound(here.programme, shown, languages())
    return page(
        "levels/check.html",
        here=here,
        statement=shown,
        given=here.answers.get(shown.key),
        before=before,
        number=steps.index(shown) + 1,
        sound_url=media and address(media),
    )


@bp.post("/programmes/<slug>/levels/<instrument>/<occasion>")
def answer(slug, instrument, occasion):
    here = to_change(slug, instrument, occasion)
    statement, given = request.form.get("statement", ""), request.form.get("given", "")
    about = (here.programme, here.instrument, here.occasion, statement, given)
    checking.answer(*about, by=me(), now=clock.now())
    return go(here.url)


@bp.post("/programmes/<slug>/levels/<instrument>/<occasion>/hand-in")
def hand_in(slug, instrument, occasion):
    here = to_change(slug, instrument, occasion)
    about = (here.programme, here.instrument, here.occasion)
    checking.hand_in(*about, by=me(), now=clock.now())
    say(_("Thank you. It is kept."))
    return go(url_for(".mine"))


def to_change(slug, instrument, occasion) -> Here:
    here = loaded(slug, instrument, occasion)
    if not here.is_open:
        raise Refused(_("This is not asked now, or you have said it already."))
    return here


def loaded(slug, instrument, occasion) -> Here:
    """What is asked of who asks, and what they answered so far; 403 without a place."""
    programme = permitted(courses.programme(slug), access.has_own)
    known, wanted = instrument_of(programme, instrument), occasion_of(occasion)
    if SELF not in known.methods:
        abort(404)
    place = people.in_programme(me().id, programme.id) or abort(403)
    kept = said.check(me().id, programme.id, known.name, wanted)
    answers = kept.answers if kept else {}
    return Here(programme, known, wanted, answers, is_open(place, known, wanted))


def is_open(place: people.Learner, instrument: Instrument, occasion: Occasion) -> bool:
    """On the way one can say it whenever one likes; at both ends once, while it is due."""
    day = today()
    if occasion == Occasion.PROGRESS:
        return place.stay.since <= day and not place.stay.has_left(day)
    falls = due(place.stay, day)
    if falls is None or falls[0] != occasion:
        return False
    its = said.written([place])[place.key]
    return bool(still_asked([instrument], its, place.stay, day, [SELF]))


def languages() -> list[str]:
    return list(dict.fromkeys([speaking(), current_app.config["LANGUAGES"][0]]))


def found(here: Here):
    """Skill, level and the statements answered, for the last page."""
    names = levels_of(here.instrument, here.answers)
    return [
        (skill, level(here.instrument.framework, name), of_skill(here, skill))
        for skill, name in names.items()
    ]


def of_skill(here: Here, skill: str) -> list[tuple[Statement, str]]:
    steps = asked(here.instrument, here.answers)
    return [(one, here.answers[one.key]) for one in steps if one.skill == skill]
