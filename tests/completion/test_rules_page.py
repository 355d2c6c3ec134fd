"""The rules of a programme, written in the browser."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from lms.attendance.models import Status
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import memory, prospects
from lms.completion.views import policy as page_of_rules
from lms.courses import policy as policies
from lms.courses.actions.policies import change_policy
from lms.courses.models import Assessment, Policy
from lms.courses.requirements import AnyOf, CourseHours, Module, PortfolioAccepted
from lms.db import db
from tests import cast
from tests.attestations.facts import FACTS
from tests.completion.rows import new_group
from tests.queries import count_queries
from tests.visitor import Visitor

PAGE = "/programmes/digital-local/rules"
SAFE = "digital-basics/02-safe-online"


@pytest.fixture
def ema(visitor, world):
    return visitor.sign_in(world.ema).visit(PAGE)


def ticked(visitor):
    boxes = visitor.page.select("#rules [name=mandatory_modules][checked]")
    return [box["value"] for box in boxes] or None


def press(visitor, words, status=200, **typed):
    """Presses a button with everything as a browser sends it."""
    sure = [field["value"] for field in visitor.page.select("#rules [name=sure]")]
    typed = {"mandatory_modules": ticked(visitor)} | typed
    return visitor.press("rules", words, status, sure=sure or None, **typed)


def save(visitor, **typed):
    """Saves; where something is unwise, all the same."""
    leaves = 204 if visitor.htmx else 303
    status = 422 if press_says_first(visitor, typed) else leaves
    press(visitor, "Save", status, **typed)
    if status == 422:
        press(visitor, "Save all the same", leaves, **typed)
    return visitor


def press_says_first(visitor, typed):
    press(visitor, "Show what it means", **typed)
    return bool(visitor.page.find(id="told"))


def kept(programme):
    db.session.expire_all()
    return programme.policy


def enough(world):
    """Sessions enough for the whole programme in group A; B has none yet."""
    for place, (course, day) in enumerate([(world.digital, 1), (world.slovene, 2)]):
        more = cast.session(
            world.a, f"A-1{place}", date(2022, 4, day), course, status=Status.PLANNED
        )
        db.session.add(more)
    db.session.delete(world.of_b)
    db.session.commit()


def test_a_coordinator_finds_the_rules_beside_the_other_settings(ema, world):
    for address in ("/programmes/digital-local/settings", "/programmes/digital-local"):
        ema.visit(address)
        assert ema.page.select_one(f"main a[href='{PAGE}']")
    ema.visit(PAGE)
    assert "8 hours of 45 min, 360 minutes in all" in ema.text("main")
    assert ema.page.find(id="rules_threshold")["value"] == "80"
    assert ema.page.find(id="rules_make_up_cap")["value"] == "10"
    assert "Collect at least 80 % of the hours" in ema.text("#preview")


def test_saving_makes_a_version_and_the_old_one_stays(ema, world):
    enough(world)
    save(ema, threshold="75,5 %", course_threshold="2/3", grace_minutes="15", portfolio="y")
    assert "Saved. These rules hold from now on." in ema.text("#notice")
    now = kept(world.local)
    assert now.threshold == Fraction(151, 200)
    assert now.course_threshold == Fraction(2, 3)
    assert (now.grace_minutes, now.grace_out_minutes, now.portfolio) == (15, 10, True)
    assert (world.local.policy_version, world.a.revision) == (2, 1)
    rows = db.session.query(Policy).filter_by(programme_id=world.local.id)
    assert [row.version for row in rows.order_by(Policy.version)] == [1, 2]
    ema.visit(PAGE)
    assert ema.page.find(id="rules_course_threshold")["value"] == "2/3"


def test_nothing_different_makes_no_version(ema, world):
    enough(world)
    save(ema)
    assert "Nothing was different" in ema.text("#notice")
    assert world.local.policy_version == 1


def test_modules_and_a_test_are_chosen_from_what_the_programme_has(ema, world):
    enough(world)
    first = world.slovene.modules[0]
    content = {"kind": "exit", "title": {"en": "At the end"}}
    db.session.add(
        Assessment(
            module=first, slug="end", kind="exit", title={"en": "At the end"}, content=content
        )
    )
    db.session.add(
        Assessment(
            module=first, slug="where", kind="placement", title={"en": "Where"}, content=content
        )
    )
    ema.visit(PAGE)
    tests = [one["value"] for one in ema.page.select("#rules_exit_assessment option")]
    assert tests == ["", "slovene-first-steps/01-hello/end"]  # nobody passes a placement test
    save(ema, mandatory_modules=[SAFE], exit_assessment=tests[1])
    assert kept(world.local).mandatory_modules == (SAFE,)
    assert kept(world.local).exit_assessment == tests[1]
    assert "Safe-Online" in ema.text("main")
    ema.visit(PAGE)
    assert ticked(ema) == [SAFE]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("threshold", ""), ("threshold", "x"), ("threshold", "101"), ("threshold", "-1"),
        ("threshold", "1/0"), ("threshold", "3/2"), ("make_up_cap", "1e3"), ("make_up_cap", "9999"),
        ("minimum_share", "NaN"), ("grace_minutes", "-1"), ("grace_minutes", "2.5"),
        ("grace_minutes", ""), ("grace_out_minutes", "99999"), ("denominator", "all"),
        ("exit_assessment", "digital-basics/01-my-phone/none"),
        ("mandatory_modules", ["digital-basics/99-none"]),
        ("mandatory_modules", ["housing-pathways/01-homes"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(ema, world, field, typed):
    press(ema, "Save", 422, excused_cap="33", **{field: typed})
    assert "This cannot be saved yet." in ema.text("#rules_complaints")
    assert ema.page.select_one(f"#rules_complaints a[href='#rules_{field}']")
    assert ema.page.find(id="rules_excused_cap")["value"] == "33"
    assert kept(world.local) == policies.parse(cast.RULES)


@pytest.mark.parametrize("typed", ["66.66", "66,66 %", "٦٦٫٦٦٪", " 66.66% ", "3333/5000"])
def test_shares_are_read_as_people_of_all_scripts_write_them(ema, world, typed):
    enough(world)
    save(ema, threshold=typed)
    assert kept(world.local).threshold == Fraction(3333, 5000)
    assert ema.visit(PAGE).page.find(id="rules_threshold")["value"] == "66.66"


def test_a_preset_fills_in_its_keys_and_leaves_the_rest_as_it_was_typed(ema, world):
    press(ema, "Fill in", preset="fami", threshold="99", course_threshold="55")
    assert ema.page.find(id="rules_threshold")["value"] == "70"
    assert ema.page.find(id="rules_course_threshold")["value"] == "55"
    assert "at least 70 % of the hours" in ema.text("#preview")
    press(ema, "Fill in", preset="zip")
    assert ema.page.find(id="rules_portfolio").has_attr("checked")
    assert kept(world.local) == policies.parse(cast.RULES)  # nothing is saved


def test_of_a_group_one_row_is_enough_and_all_groups_are_asked(ema, world):
    enough(world)
    press(ema, "Add a group")
    press(ema, "Or something else")
    save(
        ema,
        **{
            "what-0-0": "course:slovene-first-steps", "share-0-0": "70", "what-0-1": "portfolio",
            "what-0-2": f"module:{SAFE}",
        },
    )  # fmt: skip
    slovene = CourseHours("slovene-first-steps", Fraction(7, 10))
    assert kept(world.local).conditions == AnyOf((slovene, PortfolioAccepted(), Module(SAFE)))
    ema.visit(PAGE)
    assert ema.page.find(id="share-0-0")["value"] == "70"
    press(ema, "Take out row 1 of group 1")
    assert "at least 70 % in" not in ema.text("#preview")  # what is typed is what it says
    save(ema)
    assert kept(world.local).conditions == AnyOf((PortfolioAccepted(), Module(SAFE)))
    ema.visit(PAGE)
    press(ema, "Take the group out")
    save(ema)
    assert kept(world.local).conditions is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"what-0-0": "hours", "share-0-0": ""}, "Write a number from 0 to 100"),
        ({"what-0-0": "", "share-0-0": "50"}, "Choose what is asked"),
        ({"what-0-0": "module:digital-basics/77-gone"}, "not there any more"),
        ({"what-0-0": "course:housing-pathways", "share-0-0": "50"}, "not there any more"),
        ({"what-0-0": "nonsense"}, "not there any more"),
    ],
)
def test_a_row_that_says_nothing_sensible_is_told_so(ema, world, row, words):
    press(ema, "Add a group")
    press(ema, "Save", 422, threshold="81", **row)
    assert words in ema.text("#rules_complaints")
    assert words in ema.text("#group-0")
    assert ema.page.find(id="rules_threshold")["value"] == "81"
    assert kept(world.local).conditions is None


def test_groups_inside_groups_stay_as_they_are(ema, world):
    enough(world)
    tree = {"any": [{"portfolio": True}, {"all": [{"module": SAFE}, {"hours": "1/2"}]}]}
    deep = replace(world.local.policy, conditions=policies.parse({"conditions": tree}).conditions)
    change_policy(world.local, deep, seen=1, by=world.ema, now=cast.NOW)
    ema.visit(PAGE)
    assert "changed in the file of the programme" in ema.text("#groups")
    assert not ema.page.find(id="group_add")
    save(ema, threshold="70")
    assert kept(world.local) == replace(deep, threshold=Fraction(7, 10))


def test_what_cannot_be_met_is_said_before_it_is_saved(ema, world):
    press(ema, "Save", 422, threshold="100")
    words = ema.text("#told")
    assert "Nothing is saved yet." in words
    assert "Jesenice, group B: who comes to every session that is planned still misses" in words
    assert "180 min" in words
    assert world.local.policy_version == 1
    assert "Show what it means" in ema.text("#preview")
    press(ema, "Save", 422, threshold="100", course_threshold="100")  # other rules, other doubts
    press(
        ema, "Save all the same", 204 if ema.htmx else 303, threshold="100", course_threshold="100"
    )
    assert kept(world.local).course_threshold == 1


def test_a_module_by_attendance_that_no_session_covers_is_said(ema, world):
    enough(world)
    world.digital.modules[1].completion = "attendance"
    db.session.commit()
    press(ema, "Save", 422, mandatory_modules=[SAFE])
    assert "the module Safe-Online" in ema.text("#told")


def test_rules_that_ask_for_nothing_are_said(ema, world):
    enough(world)
    press(ema, "Fill in", preset="bamf")
    press(ema, "Save", 422)
    assert "everybody has completed the programme at once" in ema.text("#told")


def test_it_shows_where_people_would_stand(ema, world):
    enough(world)
    press(ema, "Show what it means", threshold="0", portfolio="y")
    rows = {
        row.select_one(".tag").text.strip(): [cell.text for cell in row.select("td")]
        for row in ema.page.select("#preview tbody tr")
    }
    assert len(rows) == 5
    assert sum(int(cells[0]) for cells in rows.values()) == 3  # Lea, Lou and Bo
    assert sum(int(cells[1]) for cells in rows.values()) == 3
    assert kept(world.local) == policies.parse(cast.RULES)


def test_of_very_many_people_it_is_not_worked_out_and_says_so(ema, world, monkeypatch):
    enough(world)
    for module in (prospects, page_of_rules):
        monkeypatch.setattr(module, "MOST_PEOPLE", 2)
    press(ema, "Show what it means", threshold="70")
    assert "More than 2 people are in the groups today" in ema.text("#preview")
    assert not ema.page.find(id="effect")


def test_completions_that_were_confirmed_stay(ema, world):
    enough(world)
    enrolment = world.memberships[0].enrolment
    row = Completion(
        enrolment_id=enrolment.id, programme_id=world.local.id, group_id=world.a.id,
        person_id=world.lea.id, state=CompletionState.CONFIRMED, on=cast.THURSDAY,
        policy_version=1, facts=FACTS, proposed_at=cast.NOW,
    )  # fmt: skip
    db.session.add(row)
    save(ema, threshold="95")
    assert "1 completion that was confirmed before stays." in ema.text("#notice")
    db.session.refresh(row)
    assert (row.state, row.policy_version) == ("confirmed", 1)
    ema.visit(f"{PAGE}/history")
    assert "1 completion confirmed by it" in ema.text("#version-1")


def test_two_coordinators_never_write_over_each_other(app, ema, world):
    enough(world)
    save(Visitor(app).sign_in(world.ada).visit(PAGE), threshold="70")
    press(ema, "Save", 409, threshold="60")
    assert kept(world.local).threshold == Fraction(7, 10)


def test_the_history_says_what_changed_who_changed_it_and_when(ema, world):
    enough(world)
    save(ema, threshold="70", portfolio="y", mandatory_modules=[SAFE])
    ema.visit(f"{PAGE}/history")
    newest = ema.text("#version-2")
    assert "in force" in newest
    assert "Ema" in newest
    assert "24 March 2022" in newest
    rows = [[cell.text for cell in row.select("th, td")] for row in ema.page.select("tbody tr")]
    assert rows == [
        ["Hours of the whole programme, in per cent", "80\xa0%", "70\xa0%"],
        ["Modules that everybody finishes", "none", "Safe-Online"],
        ["The portfolio is accepted", "no", "yes"],
    ]
    assert "with the content of a folder" in ema.text("#version-1")
    ema.visit(f"{PAGE}?from=1")
    assert ema.page.find(id="rules_threshold")["value"] == "80"
    save(ema)
    assert kept(world.local) == policies.parse(cast.RULES)
    assert world.local.policy_version == 3
    ema.visit(f"{PAGE}?from=77", 404)


def test_nonsense_from_a_program_breaks_nothing(ema, world):
    press(ema, "Add a group")
    for typed in (
        {"rows": "x 2 ٣ -1 99999"}, {"rows": "3 " * 99}, {"do": "out-9-9"}, {"do": "row-"},
        {"do": "drop-٣"}, {"preset": "none"}, {"seen": "٣"}, {"from": "٣"}, {"seen": "9" * 40},
    ):  # fmt: skip
        press(ema, "Add a group", **{"do": "look"} | typed)
        ema.visit(PAGE)


def test_more_groups_ask_no_more_of_the_database(app, world):
    visitor = Visitor(app).sign_in(world.ema)

    def looked():
        visitor.visit(PAGE)
        memory.clear()
        with count_queries() as seen:
            press(visitor, "Show what it means", threshold="99")
        return len(seen)

    few = looked()
    for number in range(5):
        group = new_group(world, world.local, f"more-{number}")
        db.session.add(cast.session(group, f"m-{number}", cast.THURSDAY, world.digital))
    db.session.commit()
    assert looked() == few


def test_begin_with_other_rules_opens_only_where_that_was_asked(ema):
    def told():
        return " ".join(ema.page.text.split())

    assert "when you last pressed the button" not in told(), "none was pressed yet"
    press(ema, "Add a group", preset="zip")
    assert "when you last pressed the button" in told()
    assert not ema.page.select_one("details.panel").has_attr("open")
    press(ema, "Fill in", preset="zip")
    assert ema.page.select_one("details.panel").has_attr("open")


def test_the_upper_limit_of_minutes_is_said(ema):
    press(ema, "Save", 422, grace_minutes="100000")
    assert "Write whole minutes, from 0 to 9999." in " ".join(ema.page.text.split())
