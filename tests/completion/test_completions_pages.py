"""The pages of completions: to confirm, confirmed, differences; taking back; files; telling."""

import csv
import io

import pytest
from sqlalchemy import select

from lms.attendance.holding import held_by
from lms.attendance.models import Amendment, Mark
from lms.completion import actions
from lms.completion.models import CompletionState
from lms.courses.actions import touch
from lms.db import db
from lms.tables import bound
from tests import cast
from tests.cast import NOW
from tests.completion import rows
from tests.completion.completed import (
    amend,
    complete,
    completions,
    confirmed,
    look,
    proposed,
    w7,
)
from tests.completion.rows import START
from tests.queries import count_queries
from tests.visitor import Visitor

URL = "/groups/base-a/completions"


@pytest.fixture
def base(world):
    return w7(world)


def words(visitor):
    return " ".join(visitor.page.text.split())


def two(world, base):
    """Lou is complete, too."""
    db.session.add(cast.enrol(world.lou, base.group, START))
    db.session.commit()
    complete(world, world.lou, base.sessions)
    look(base.group)


def test_a_trainer_looks_and_proposes_and_confirms_nothing(visitor, base, world):
    visitor.sign_in(world.tara).visit(URL)
    assert "Nobody waits to be confirmed" in words(visitor)
    visitor.press("look", "Look who is complete now")
    visitor.visit(URL)
    assert "Proposed on 24 March 2022 by Tara" in words(visitor)
    assert "49 of 60 hours of 45 min" in words(visitor)
    assert visitor.page.find(id="confirm") is None


def test_a_coordinator_confirms_who_is_ticked(visitor, base, world):
    two(world, base)
    lea, _lou = completions()
    visitor.sign_in(world.ema).visit(URL).press("confirm", "Confirm who is ticked", who=[lea.id])
    assert "1 completion is confirmed." in words(visitor)
    states = [one.state for one in completions()]
    assert states == [CompletionState.CONFIRMED, CompletionState.PROPOSED]


def test_or_all_at_once(visitor, base, world):
    two(world, base)
    visitor.sign_in(world.ema).visit(URL).press("confirm", "Confirm all 2 people", who=None)
    assert {one.state for one in completions()} == {CompletionState.CONFIRMED}
    assert words(visitor).count("Confirmed by Ema on 24 March 2022.") == 2, "said at once"
    visitor.visit(f"{URL}?show=confirmed")
    assert words(visitor).count("Confirmed by Ema on 24 March 2022.") == 2


def test_nobody_ticked_is_said_and_changes_nothing(visitor, base, world):
    look(base.group)
    visitor.sign_in(world.ema).visit(URL)
    visitor.press("confirm", "Confirm who is ticked", status=422, who=None)
    assert "Nobody is chosen." in words(visitor)
    assert [one.state for one in completions()] == [CompletionState.PROPOSED]


def test_the_second_of_two_coordinators_is_told_who_confirmed(app, base, world):
    one = proposed(base.group)
    visitor = Visitor(app).sign_in(world.ada).visit(URL)
    actions.confirm(one, by=world.ema, now=NOW)
    db.session.commit()
    visitor.press("confirm", "Confirm who is ticked", status=409, who=[one.id])
    assert "Ema has confirmed the completion of Lea already, on 24 March 2022" in words(visitor)


def test_who_is_not_complete_any_more_is_shown_so_and_cannot_be_ticked(app, base, world):
    proposed(base.group)
    amend(world.lea, base.sessions[3])
    visitor = Visitor(app).sign_in(world.ema).visit(URL)
    assert "not complete any more" in words(visitor)
    (box,) = visitor.page.select("input[name=who]")
    assert box.has_attr("disabled")


def test_others_ids_confirm_nothing(app, base, world):
    one = proposed(base.group)
    visitor = Visitor(app).sign_in(world.ema).visit(URL)
    token = visitor.page.select_one("#confirm input[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "who": ["999999", "x"]}
    assert visitor.send("POST", URL, sent).status_code in (409, 422)
    assert one.state == CompletionState.PROPOSED


def test_a_register_that_is_amended_after_it_is_a_difference_and_changes_nothing(app, base, world):
    one = confirmed(base.group, world.ema)
    amend(world.lea, base.sessions[3])
    visitor = Visitor(app).sign_in(world.ema).visit(f"{URL}?show=different")
    said = "In all: confirmed with 2205 min, the registers now say 2025 min."
    assert said in words(visitor)
    assert "Slovene: confirmed with" in words(visitor)
    assert said in words(visitor.visit(f"/completions/{one.id}"))
    assert said in words(visitor.visit(f"/groups/base-a/people/{world.lea.code}"))
    db.session.refresh(one)
    assert one.facts["total_minutes"] == 2205


def test_new_rules_take_nothing_away_and_make_no_difference(app, base, world):
    confirmed(base.group, world.ema)
    base.programme.rules = {"threshold": "95%", "grace_minutes": 0, "make_up_cap": "0"}
    base.programme.policy_version = 2
    base.programme.required_units = 80
    db.session.commit()
    look(base.group)
    visitor = Visitor(app).sign_in(world.ema).visit(f"{URL}?show=different")
    assert "Everything that was confirmed is what the registers say." in words(visitor)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_that_would_be_too_long_is_refused_in_words(app, base, world, monkeypatch, format):
    two(world, base)
    visitor = Visitor(app).sign_in(world.ema)
    assert visitor.send("GET", f"{URL}.{format}").status_code == 200
    monkeypatch.setattr(bound, "MOST_ROWS", 1)
    for url in (URL, "/completions"):
        answer = visitor.send("GET", f"{url}.{format}")
        assert answer.status_code == 409
        assert "There are more than 1 rows." in answer.text


def test_taking_back_asks_why_and_tells_the_learner(visitor, base, world):
    one = confirmed(base.group, world.ema)
    visitor.sign_in(world.ema).visit(f"/completions/{one.id}")
    visitor.press("withdraw", "Take this completion back", status=422, **{"reason": " "})
    visitor.press("withdraw", "Take this completion back", **{"reason": "Another Lea"})
    db.session.refresh(one)
    assert (one.state, one.reason) == (CompletionState.WITHDRAWN, "Another Lea")
    assert "Another Lea" in words(visitor.visit(f"{URL}?show=withdrawn"))


def test_the_learner_sees_what_they_have_completed(app, base, world):
    one = confirmed(base.group, world.ema)
    visitor = Visitor(app).sign_in(world.lea).visit("/")
    assert "You have completed this: Sixty hours" in words(visitor)
    visitor.visit(f"/completions/{one.id}")
    assert "49 of 60 hours of 45 min 36 h 45 · 81.66 %" in words(visitor)
    assert visitor.page.find(id="withdraw") is None
    assert "Completed." in words(visitor.visit(f"/groups/base-a/people/{world.lea.code}"))


def test_a_coordinator_has_it_to_do(app, base, world):
    look(base.group)
    visitor = Visitor(app).sign_in(world.ema).visit("/dashboard")
    (link,) = [a for a in visitor.page.select("#to_do a") if "completion" in a.text]
    assert (link.text, link["href"]) == ("1 completion to confirm", URL)
    assert "1 to confirm" in words(visitor.visit("/completions"))
    visitor = Visitor(app).sign_in(world.oto).visit("/dashboard")
    assert "to confirm" not in words(visitor)


@pytest.mark.parametrize("url", [f"{URL}.csv", "/completions.csv"])
def test_the_file_says_what_the_record_says(app, base, world, url):
    one = confirmed(base.group, world.ema)
    visitor = Visitor(app).sign_in(world.ema)
    text = visitor.send("GET", url).get_data(as_text=True)
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["person_code"], row["group"], row["state"]) == ("LEA", "base-a", "confirmed")
    assert (row["total_minutes"], row["ratio"], row["percent"]) == ("2205", "49/60", "81.66")
    assert (row["confirmed_by"], row["digest"]) == ("EMA", one.digest)
    assert visitor.send("GET", url.replace("csv", "xlsx")).data[:2] == b"PK"
    assert visitor.send("GET", url.replace("csv", "pdf")).status_code == 404


def test_the_pages_cost_the_same_for_few_and_for_many(app, base, world):
    look(base.group)
    visitor = Visitor(app).sign_in(world.ema)
    few, many = [], []
    for costs in (few, many):
        for url in (URL, f"{URL}?show=confirmed", "/completions"):
            visitor.visit(url)
            with count_queries() as seen:
                visitor.visit(url)
            costs.append(len(seen))
        for number in range(5 if costs is few else 0):
            who = cast.person(f"P{number}", world.centre)
            db.session.add(cast.enrol(who, base.group, rows.START))
            db.session.commit()
            complete(world, who, base.sessions)
        look(base.group)
    assert few == many


def test_the_number_on_the_tab_is_that_of_after_the_press(app, base, world):
    visitor = Visitor(app, htmx=True).sign_in(world.ema).visit(URL)
    visitor.press("look", "Look who is complete now")
    tab = visitor.page.find(id="way_completion_completions")
    assert "1 completion to confirm" in tab.text
    assert tab["aria-current"] == "page"
    visitor.press("confirm", "Confirm who is ticked")
    assert "to confirm" not in visitor.page.find(id="way_completion_completions").text


def test_one_looks_anew_also_where_nobody_waits(visitor, base, world):
    confirmed(base.group, world.ema)
    visitor.sign_in(world.ema).visit(URL)
    assert "Confirmed by Ema" in words(visitor)
    visitor.press("look", "Look who is complete now")
    assert "Nothing has changed since the last look." in words(visitor)


def test_what_is_found_at_night_is_said_in_plain_words(visitor, base, world):
    look(base.group)
    visitor.sign_in(world.ema).visit(URL)
    assert "Found in the night, on 24 March 2022" in words(visitor)


def test_coordinators_are_told_where_registers_differ_until_they_agree_again(app, base, world):
    one = confirmed(base.group, world.ema)
    amend(world.lea, base.sessions[3])
    look(base.group)
    visitor = Visitor(app).sign_in(world.ada).visit(URL)
    assert "Differences 1" in words(visitor)
    assert "1 completion differs from the registers" in words(visitor.visit("/dashboard"))
    assert one.differs_at == NOW
    back = db.session.scalar(select(Mark).where(Mark.withdrawn_at.is_not(None)))
    back.withdrawn_at = None
    touch(people=[world.lea.id])
    db.session.commit()
    look(base.group)
    assert "Differences 1" not in words(visitor.visit(URL))
    assert "differs from the registers" not in words(visitor.visit("/dashboard"))


def test_who_decides_about_a_correction_reads_that_a_completion_stands_on_it(base, world):
    one = confirmed(base.group, world.ema)
    about = Amendment(person_id=world.lea.id, session=base.sessions[0])
    (held,) = held_by(about)
    assert "A confirmed completion stands on this register." in held.words
    assert (held.endpoint, held.values) == ("completion.completion", {"completion_id": one.id})
