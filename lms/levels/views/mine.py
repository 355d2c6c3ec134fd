"""One's own levels: at the beginning, now, and what was gained."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.courses.instruments import SELF, Instrument
from lms.courses.models import Programme
from lms.levels.models import Occasion
from lms.levels.queries import people, said
from lms.levels.rules import access, words
from lms.levels.rules.asked import asked
from lms.levels.rules.gains import Gain, InSkill, Outcome, compared, gain
from lms.levels.views.blueprint import bp, check_url, today
from lms.ways import way
from lms.web import me, page

way(
    "programme", _l("My levels"), "levels.mine", icon="level", rank=60,
    of=lambda _programme: {}, may=access.has_own,
)  # fmt: skip


class Block(NamedTuple):
    """An instrument of a programme, for the person whose levels they are. `url`: where they say
    what they can do; `is_due`: they are asked for it now."""

    programme: Programme
    instrument: Instrument
    gain: Gain
    url: str | None
    is_due: bool
    goes_on: bool  # they have begun already


@bp.get("/my/levels")
def mine():
    places = people.places_of(me().id)
    begun = said.begun(me().id, [one.group.programme_id for one in places])
    kept = said.said(places)
    every = [block for one in places for block in blocks(one, kept[one.key], begun)]
    return page("levels/mine.html", blocks=every)


def blocks(one: people.Learner, its, begun):
    programme, day = one.group.programme, today()
    instruments = access.instruments_of(programme)
    due = {d.instrument.name: d for d in asked(instruments, its, one.stay, day, [SELF])}
    for instrument in instruments:
        its_due = due.get(instrument.name)
        occasion = its_due.occasion if its_due else Occasion.PROGRESS
        has_left = one.stay.has_left(day)
        says = SELF in instrument.methods and (its_due or not has_left)
        yield Block(
            programme,
            instrument,
            gain(instrument, its, has_left=has_left),
            check_url(programme, instrument, occasion) if says else None,
            its_due is not None,
            (programme.id, instrument.name, str(occasion)) in begun,
        )


@bp.app_template_filter("gained")
def gained(one: InSkill):
    """A skill in a sentence, with a sign and a colour."""
    if one.entry is None or one.now is None:
        return None
    before, after = one.entry.level, one.now.level
    outcome = compared(before, after)
    _told, icon, colour = words.OUTCOMES[outcome]
    if one.entry.method != one.now.method:
        return None
    steps = after.steps_from(before)
    return sentence(outcome, steps), icon, colour


def sentence(outcome: Outcome, steps: int | None) -> str:
    if outcome == Outcome.UP and steps == 1:
        return _("You have gone up one level.")
    if outcome == Outcome.UP:
        return _("You have gone up more than one level.") if steps else _("You have gone up.")
    if outcome == Outcome.DOWN:
        return _("It is lower than at the beginning.")
    return _("You have the same level as at the beginning.")
