"""The record of a completion: which tests and portfolio it certifies, and as of which day."""

from datetime import timedelta

from sqlalchemy import select

from lms.assessments.actions import record_result
from lms.completion import actions
from lms.courses.models import Assessment, Membership
from lms.db import db
from lms.portfolios.actions import decide_portfolio
from tests.cast import NOW
from tests.completion.completed import proposed, w7

HELLO = "slovene-first-steps/01-hello"
EXIT, OTHER = f"{HELLO}/exit-test", f"{HELLO}/other-test"


def quiz(world, slug):
    one = Assessment(
        module_id=world.slovene.modules[0].id, slug=slug, kind="quiz", title={"en": slug},
        content={},
    )  # fmt: skip
    db.session.add(one)
    db.session.commit()
    return one


def says(world, test, passed, at):
    record_result(test, world.lea, passed, "", by=world.tara, now=at)
    db.session.commit()


def recorded(made, world):
    one = proposed(made.group)
    actions.confirm(one, by=world.ema, now=NOW)
    db.session.commit()
    return one.facts


def over_in_february(made):
    """The last session is over, and so is the place; what is said later is too late."""
    place = db.session.scalar(select(Membership).where(Membership.group_id == made.group.id))
    place.ends_on = made.sessions[-1].day
    db.session.commit()
    return made.sessions[-1].day, NOW.replace(month=2, day=1)


def test_what_is_said_after_the_day_of_the_record_takes_nothing_from_it(world):
    made = w7(world, exit_assessment=EXIT, portfolio=True)
    test = quiz(world, "exit-test")
    _last, before = over_in_february(made)
    says(world, test, True, before)
    decide_portfolio(made.programme, world.lea, True, "", by=world.tara, now=before)
    says(world, test, False, NOW - timedelta(days=2))
    decide_portfolio(
        made.programme, world.lea, False, "No", by=world.tara, now=NOW - timedelta(days=2)
    )
    db.session.commit()
    facts = recorded(made, world)
    assert facts["assessment"] == {
        "key": EXIT, "title": {"en": "exit-test"}, "passed_on": "2022-02-01"
    }  # fmt: skip
    assert facts["portfolio"] == {"accepted_on": "2022-02-01"}


def test_what_was_passed_after_it_is_not_in_it(world):
    made = w7(world, conditions={"any": [{"assessment": EXIT}, {"hours": "1/2"}]})
    over_in_february(made)
    says(world, quiz(world, "exit-test"), True, NOW - timedelta(days=2))
    decide_portfolio(made.programme, world.lea, True, "", by=world.tara, now=NOW)
    db.session.commit()
    facts = recorded(made, world)
    assert (facts["assessment"], facts["assessments"], facts["portfolio"]) == (None, [], None)


def test_tests_of_conditions_are_certified_too(world):
    made = w7(world, exit_assessment=EXIT, conditions={"any": [{"assessment": OTHER}]})
    says(world, quiz(world, "exit-test"), True, NOW - timedelta(days=2))
    says(world, quiz(world, "other-test"), True, NOW - timedelta(days=1))
    says(world, quiz(world, "third-test"), True, NOW - timedelta(days=1))
    facts = recorded(made, world)
    assert facts["assessment"]["key"] == EXIT
    assert [test["key"] for test in facts["assessments"]] == [EXIT, OTHER]
    assert facts["assessments"][1]["passed_on"] == "2022-03-23"
