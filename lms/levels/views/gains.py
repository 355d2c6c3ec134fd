"""What the people of a programme gained: counts, each opening its rows; gaps by their reasons."""

from collections import Counter
from typing import NamedTuple

from flask import request
from flask_babel import lazy_gettext as _l

from lms.courses import queries as courses
from lms.levels.queries import people, said
from lms.levels.rules import access, words
from lms.levels.rules.gains import Gain, Gap, Outcome, gain
from lms.levels.views.blueprint import bp, today
from lms.ways import way
from lms.web import page, page_of, permitted

way(
    "programme_office", _l("Levels and gains"), "levels.gains", icon="level", rank=30,
    of=lambda programme: {"slug": programme.slug}, may=access.sees_gains,
)  # fmt: skip


class Line(NamedTuple):
    learner: people.Learner
    gain: Gain

    def is_in(self, show: str) -> bool:
        """`show`: an outcome, or the reason of a gap."""
        return show in ("", self.gain.outcome) or show in self.gain.reasons


@bp.get("/programmes/<slug>/levels")
def gains(slug):
    programme = permitted(courses.programme(slug), access.sees_gains)
    instruments = access.instruments_of(programme)
    wanted = request.args.get("of")
    instrument = next((one for one in instruments if one.name == wanted), instruments[0])
    lines = of_programme(programme, instrument)
    known = [*Outcome, *Gap]
    show = request.args.get("show", "")
    show = show if show in known else ""
    return page(
        "levels/gains.html",
        programme=programme,
        instruments=instruments,
        instrument=instrument,
        show=show,
        everybody=len(lines),
        outcomes=words.OUTCOMES,
        counts=Counter(one.gain.outcome for one in lines),
        gaps=Counter(gap for one in lines for gap in one.gain.reasons),
        gap_words=words.GAPS,
        pages=page_of([one for one in lines if one.is_in(show)]),
    )


def of_programme(programme, instrument) -> list[Line]:
    learners = people.of_programme(programme.id)
    kept, day = said.said(learners), today()
    return [
        Line(one, gain(instrument, kept[one.key], has_left=one.stay.has_left(day)))
        for one in learners
    ]
