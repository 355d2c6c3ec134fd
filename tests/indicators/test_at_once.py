"""Two who act on a report or a period at the same moment: one holds, the other reads why not."""

from concurrent.futures import ThreadPoolExecutor

from lms.db import db
from lms.errors import Refused
from lms.indicators.actions import counting, periods
from lms.indicators.models import Period, PeriodState, Report, ReportState, ReportStep
from lms.people.models import Person
from tests import cast
from tests.cast import NOW
from tests.indicators.reporting import FIRST, LAST, reporting


def at_once(app, *deeds):
    """Each in a thread and a transaction of its own: "done", or why not."""

    def one(deed):
        with app.app_context():
            try:
                deed()
                db.session.commit()
            except Refused as why:
                db.session.rollback()
                return str(why)
            finally:
                db.session.remove()
        return "done"

    db.session.commit()  # the test itself holds no lock
    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))


def handed_in(world, ours):
    """A period in which the centre's report is accepted and the network's is counted."""
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    for report in made.reports:
        count = periods.count(report, by=world.ema, now=NOW)
        counting.make(count, now=NOW)
        if report.organisation_id == world.centre.id:
            periods.submit(report, count.id, "", by=world.ema, now=NOW)
            periods.accept(report, count.id, "", by=world.ema, now=NOW)
    db.session.commit()
    other = next(one for one in made.reports if one.organisation_id == world.network.id)
    return made.id, other.id, other.count_id


def test_a_report_is_handed_in_once(own_app):
    world = cast.build()
    _period, report_id, count_id = handed_in(world, reporting(world))
    oto_id = world.oto.id

    def submit():
        report, oto = db.session.get(Report, report_id), db.session.get(Person, oto_id)
        periods.submit(report, count_id, "", by=oto, now=NOW)

    said = at_once(own_app, submit, submit, submit)
    assert said.count("done") == 1
    db.session.expire_all()
    assert db.session.query(ReportStep).filter_by(report_id=report_id).count() == 1


def test_a_period_is_frozen_or_a_report_returned_never_both(own_app):
    world = cast.build()
    period_id, report_id, count_id = handed_in(world, reporting(world))
    report, oto, ema_id = db.session.get(Report, report_id), world.oto, world.ema.id
    periods.submit(report, count_id, "", by=oto, now=NOW)
    periods.accept(report, count_id, "", by=world.ema, now=NOW)
    db.session.commit()

    def freeze():
        period, ema = db.session.get(Period, period_id), db.session.get(Person, ema_id)
        periods.freeze(period, [], by=ema, now=NOW)

    def give_back():
        one, ema = db.session.get(Report, report_id), db.session.get(Person, ema_id)
        periods.give_back(one, "Look again", by=ema, now=NOW)

    said = at_once(own_app, freeze, give_back)
    assert said.count("done") == 1
    db.session.expire_all()
    is_frozen = db.session.get(Period, period_id).state == PeriodState.FROZEN
    is_returned = db.session.get(Report, report_id).state == ReportState.RETURNED
    assert is_frozen != is_returned


def test_a_report_that_is_handed_in_while_the_period_is_frozen_is_not_lost(own_app):
    world = cast.build()
    period_id, report_id, count_id = handed_in(world, reporting(world))
    oto_id, ema_id = world.oto.id, world.ema.id

    def freeze():
        period, ema = db.session.get(Period, period_id), db.session.get(Person, ema_id)
        periods.freeze(period, [report_id], by=ema, now=NOW)

    def submit():
        report, oto = db.session.get(Report, report_id), db.session.get(Person, oto_id)
        periods.submit(report, count_id, "", by=oto, now=NOW)

    said = at_once(own_app, freeze, submit)
    assert said.count("done") == 1
    db.session.expire_all()
    is_frozen = db.session.get(Period, period_id).state == PeriodState.FROZEN
    is_handed_in = db.session.get(Report, report_id).state == ReportState.SUBMITTED
    assert is_frozen != is_handed_in
