"""A trainer records what came of a test or a portfolio, on the page of the person."""

import pytest

from lms.assessments import queries
from lms.assessments.models import Result
from lms.courses.models import Assessment
from lms.db import db
from lms.people.models import Change
from lms.portfolios.models import Portfolio
from tests.cast import NOW
from tests.visitor import Visitor


@pytest.fixture
def tested(world):
    """The programme of the cast asks for a test and a portfolio, and for no hours."""
    world.test = Assessment(
        module_id=world.digital.modules[0].id, slug="final", kind="exit", title={"en": "Final"},
        content={},
    )  # fmt: skip
    db.session.add(world.test)
    exam = "digital-basics/01-my-phone/final"
    world.local.rules = {"threshold": "0", "exit_assessment": exam, "portfolio": True}
    db.session.commit()
    return world


def test_a_trainer_records_a_result_and_a_portfolio(tested, visitor):
    form = f"result_{tested.test.id}"
    prefix = f"result-{tested.test.id}"
    visitor.sign_in(tested.tara).visit("/groups/jes-a/people/LEA")
    assert [item.text for item in visitor.page.select("#summary .points li")] == [
        "the test Final", "the portfolio",
    ]  # fmt: skip
    visitor.press(form, "Save", **{f"{prefix}-verdict": "no", f"{prefix}-note": " once  more "})
    assert "Not passed. Recorded by Tara on 24 March 2022. once more" in visitor.text("#tests")
    visitor.press(form, "Save", **{f"{prefix}-verdict": "yes", f"{prefix}-note": ""})
    assert [item.text for item in visitor.page.select("#summary .points li")] == ["the portfolio"]
    visitor.press("portfolio", "Save", **{"portfolio-verdict": "yes"})
    assert "Nothing is missing." in visitor.text("#summary")
    result = queries.result(tested.test, tested.lea)
    results = db.session.scalars(db.select(Result).order_by(Result.id))
    assert [row.passed for row in results] == [False, True]
    assert (result.passed, result.by_id, result.at) == (True, tested.tara.id, NOW)
    assert db.session.scalars(db.select(Portfolio)).one().accepted
    kept = db.session.scalars(db.select(Change).where(Change.noun == "result").order_by(Change.id))
    assert [change.detail for change in kept] == [
        {"passed": False, "note": "once more"}, {"passed": True, "note": ""},
    ]  # fmt: skip


def test_the_same_result_again_changes_nothing(tested, visitor):
    form = f"result_{tested.test.id}"
    visitor.sign_in(tested.tara).visit("/groups/jes-a/people/LEA")
    visitor.press(form, "Save", **{f"result-{tested.test.id}-verdict": "yes"})
    visitor.press(form, "Save")
    assert "Nothing was different, so nothing was changed." in visitor.text("#notice")
    assert db.session.scalar(db.select(db.func.count()).where(Change.noun == "result")) == 1


def test_a_result_needs_one_of_the_two_answers(tested, visitor):
    form = f"result_{tested.test.id}"
    visitor.sign_in(tested.tara).visit("/groups/jes-a/people/LEA")
    visitor.press(form, "Save", 422)
    assert "Choose one of the two." in visitor.text(f"#{form}")
    visitor.press(form, "Save", 422, **{f"result-{tested.test.id}-verdict": "perhaps"})
    assert "Choose one of the two." in visitor.text(f"#{form}")
    long = {f"result-{tested.test.id}-verdict": "yes", f"result-{tested.test.id}-note": "x" * 301}
    visitor.press(form, "Save", 422, **long)
    assert "This is too long." in visitor.text(f"#{form}")
    visitor.press("portfolio", "Save", 422)
    assert "Choose one of the two." in visitor.text("#portfolio")
    assert queries.result(tested.test, tested.lea) is None


def test_who_may_not_judge_is_refused(tested, app):
    token = {"csrf_token": ""}
    for person, codes in [
        (tested.lea, ("LEA", "LOU")), (tested.sam, ("LEA",)), (tested.oto, ("LEA",)),
    ]:  # fmt: skip
        visitor = Visitor(app).sign_in(person)
        token["csrf_token"] = visitor.page.find("input", {"name": "csrf_token"})["value"]
        for code in codes:
            here = f"/groups/jes-a/people/{code}"
            module = tested.digital.modules[0].id
            for address in (f"results/{tested.test.id}", "portfolio", f"modules/{module}"):
                answer = visitor.send("POST", f"{here}/{address}", token | {"verdict": "yes"})
                assert answer.status_code == 403, (person.name, address)
    assert db.session.scalars(db.select(Result)).all() == []


def test_a_coordinator_judges_but_leaves_modules_to_the_trainers(tested, app):
    ema = Visitor(app).sign_in(tested.ema).visit("/groups/jes-a/people/LEA")
    assert len(ema.page.select("#tests form")) == 2
    assert not ema.page.select("#modules form")


def test_a_test_of_another_programme_is_not_there(tested, app):
    foreign = Assessment(
        module_id=tested.housing.modules[0].id, slug="quiz", kind="quiz", title={"en": "Q"},
        content={},
    )  # fmt: skip
    db.session.add(foreign)
    db.session.commit()
    visitor = Visitor(app).sign_in(tested.tara).visit("/groups/jes-a/people/LEA")
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    here = "/groups/jes-a/people/LEA"
    answer = visitor.send("POST", f"{here}/results/{foreign.id}", {"csrf_token": token})
    assert answer.status_code == 404
    data = {"csrf_token": token, "verdict": "yes"}
    wrong = visitor.send("POST", f"{here}/modules/{tested.housing.modules[0].id}", data)
    assert wrong.status_code == 409
