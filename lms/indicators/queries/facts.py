"""The facts of a project on a day: everything that its formulas may count.

A constant number of statements, however many people there are; where programmes ask for levels by
tests, five more for every 500 people of those programmes.
"""

from collections.abc import Iterable
from datetime import date

from lms.completion.queries.figures import end_of
from lms.config import setting
from lms.exchange import queries as exchange
from lms.indicators.facts import Facts, Human
from lms.indicators.queries import levels, met, said, taught
from lms.indicators.queries.homes import homes


def gather(project_id: int, until: date, organisation_id: int | None = None) -> Facts:
    """What is dated up to and with `until`, of one partner (the groups it runs, the activities it
    hosts) or of the whole project. The first day of a person, on which their age is counted, is in
    the project, at whichever partner."""
    known = homes(project_id)
    end = end_of(until, setting("TIMEZONE"))
    programmes = taught.programmes(project_id)
    stays = taught.stays(programmes, until)
    exchanged = exchange.facts(project_id, until)
    own_exchanged = exchanged.of(organisation_id)
    own_stays = [one for one in stays if organisation_id in (None, one.organisation_id)]
    people = humans(stays, met.participants(project_id, exchanged))
    rows = taught.rows(own_stays, programmes, known)
    rows |= taught.items(organisation_id, until, programmes, own_stays, known)
    rows |= met.rows(own_exchanged, known)
    rows["organisations.partner"] = known.partners(organisation_id)
    rows["organisations.took_part"] += taught.sent(own_stays, programmes, known)
    rows["people.level"] = levels.rows(own_stays, programmes, until, end)
    own = {one.who.id for one in own_stays} | {one.person for one in own_exchanged.people}
    heard = said.rows(project_id, list(programmes), until, end)
    rows["people.outcome"] = [row for row in heard if row.person in own]
    return Facts(until, people, rows)


def humans(stays: Iterable[taught.Stay], came: Iterable[met.Came]) -> dict[int, Human]:
    """Everybody who takes part, and who registered only; each with the first day in the project:
    of who never came, the day they registered for."""
    there: dict[int, tuple[date, taught.Who]] = {}
    waiting: dict[int, tuple[date, taught.Who]] = {}
    for stay in stays:
        _sooner(there, stay.since, stay.who)
    for one in came:
        _sooner(there if one.came else waiting, one.first, one.who)
    return {
        key: Human(key, who.gender, who.birth_date, day, who.erased)
        for key, (day, who) in (waiting | there).items()
    }


def _sooner(found: dict[int, tuple[date, taught.Who]], day: date, who: taught.Who) -> None:
    if who.id not in found or day < found[who.id][0]:
        found[who.id] = (day, who)
