"""Pages of attestations: issuing, the holder's own, revoking, lists."""

import pytest
from sqlalchemy import select

from lms.attestations import actions, tasks
from lms.attestations.actions import runs
from lms.attestations.models import Attestation, Run, RunState
from lms.attestations.queries import attestations as queries
from lms.completion.models import CompletionState
from lms.db import db
from lms.errors import Refused
from lms.files import content_of
from tests.attestations.issued import confirmed, issued
from tests.cast import NOW
from tests.queries import count_queries

GROUP = "/groups/jes-a/attestations"


def words(visitor):
    return " ".join(visitor.page.text.split())


def test_one_is_issued_at_once(world, visitor):
    completion = confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    visitor.press("issue", "Issue", person=str(completion.id), first="sl", second="ar")
    made = db.session.scalars(select(Attestation)).one()
    assert made.languages == ["sl", "ar"]
    assert "The attestation is issued." in words(visitor)
    assert "28" in words(visitor)


def test_a_group_is_issued_in_the_background_and_nobody_gets_two(world, visitor, work):
    for person in (world.lea, world.lou):
        confirmed(person, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    boxes = [box["value"] for box in visitor.page.select("input[name=person]")]
    visitor.press("issue", "Issue", person=boxes)
    assert "0 of 2 are done" in words(visitor)
    work()
    run = db.session.scalars(select(Run)).one()
    assert (run.state, run.done) == (RunState.DONE, 2)
    assert content_of(run.file_id).startswith(b"%PDF-")
    run.state = RunState.WAITING  # as if a worker had ended in the middle
    tasks.make({"run": run.id}, now=NOW)
    db.session.commit()
    assert len(db.session.scalars(select(Attestation)).all()) == 2
    visitor.visit(f"/attestation-runs/{run.id}")
    assert "Open all as one file" in words(visitor)


def two_ordered(world, visitor):
    """Lou cannot be printed, and Lea can."""
    world.lou.name = "Lou 王"
    for person in (world.lea, world.lou):
        confirmed(person, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    boxes = [box["value"] for box in visitor.page.select("input[name=person]")]
    visitor.press("issue", "Issue", person=boxes)
    return db.session.scalars(select(Run)).one()


def test_a_completion_with_an_attestation_leads_there_instead_of_being_taken_back(world, visitor):
    made = issued(world)
    visitor.sign_in(world.ema).visit(f"/completions/{made.completion_id}")
    assert visitor.page.find(id="withdraw_button") is None
    (link,) = visitor.page.select("#held a")
    assert link["href"] == f"/attestations/{made.serial}"
    assert "Revoke that first." in link.text


def test_an_old_page_that_takes_it_back_keeps_the_reason_and_leads_on(world, visitor):
    completion = confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(f"/completions/{completion.id}")
    made = actions.issue(completion, by=world.ema, now=NOW)
    db.session.commit()
    button = "Take this completion back"
    visitor.press("withdraw", button, status=409, reason="Another Lea")
    assert visitor.page.select_one("#held a")["href"] == f"/attestations/{made.serial}"
    assert visitor.page.find(id="withdraw_reason").text.strip() == "Another Lea"
    actions.revoke_and_tell(made, "A mistake.", by=world.ema, now=NOW)
    db.session.commit()
    visitor.press("withdraw", button, reason="Another Lea")
    assert completion.state == CompletionState.WITHDRAWN


def test_who_cannot_be_printed_is_left_by_name_and_the_others_have_theirs(world, visitor, work):
    assert "Attestations are being issued" in (two_ordered(world, visitor) and words(visitor))
    work()
    run = db.session.scalars(select(Run)).one()
    assert run.state == RunState.DONE
    assert [one.holder for one in db.session.scalars(select(Attestation))] == ["Lea"]
    visitor.visit(f"/attestation-runs/{run.id}")
    said = words(visitor)
    assert "1 attestation is issued" in said
    assert "For 1 person nothing was issued" in said
    assert "The name Lou 王 cannot be printed" in said
    actions.erase_holder(world.lou, now=NOW)
    assert run.left == {}


def test_a_run_that_breaks_at_one_goes_on_and_tells_nothing_technical(
    world, visitor, monkeypatch
):  # fmt: skip
    run = two_ordered(world, visitor)
    real = runs.issue

    def broken(completion, **how):
        if completion.person_id == world.lou.id:
            raise RuntimeError("PDF/UA-1 error")
        return real(completion, **how)

    monkeypatch.setattr(runs, "issue", broken)
    with pytest.raises(RuntimeError):
        tasks.make({"run": run.id}, now=NOW)
    assert [one.holder for one in db.session.scalars(select(Attestation))] == ["Lea"]
    visitor.visit(f"/attestation-runs/{run.id}")
    assert "Something broke on our side." in words(visitor)
    assert "Error" not in words(visitor)


def test_a_run_can_be_stopped_and_what_was_issued_stays(world, visitor):
    run = two_ordered(world, visitor)
    visitor.press("stop", "Stop")
    assert "It was stopped." in words(visitor)
    tasks.make({"run": run.id}, now=NOW)
    db.session.commit()
    assert run.state == RunState.STOPPED
    assert db.session.scalars(select(Attestation)).all() == []
    with pytest.raises(Refused, match="ended already"):
        runs.stop(run, by=world.ema, now=NOW)


def test_who_begins_second_is_told_that_theirs_was_not_begun(world, visitor):
    run = two_ordered(world, visitor)
    run.asked_by_id, run.languages = world.ada.id, ["sl", "ar"]
    db.session.commit()
    visitor.visit(GROUP)
    boxes = [box["value"] for box in visitor.page.select("input[name=person]")]
    visitor.press("issue", "Issue", person=boxes)
    assert "Ada has begun this already. Yours was not begun." in words(visitor)
    visitor.visit(GROUP)
    two = {"first": "sl"}
    visitor.press("issue", "Issue", 303, person=boxes, **two)


def test_a_name_that_cannot_be_printed_is_said_where_people_are_chosen(world, visitor):
    world.lea.name = "Lea 王"
    completion = confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    visitor.press("issue", "Issue", 409, person=str(completion.id))
    assert "The name Lea 王 cannot be printed" in visitor.page.find(id="issue_person").text
    assert visitor.page.select_one("input[name=person]").has_attr("checked")


def test_a_second_name_that_is_left_out_is_said_before_and_after(world, visitor):
    world.lea.native_name = "王小明"
    completion = confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    assert "the second name cannot be printed" in words(visitor)
    visitor.press("issue", "Issue", person=str(completion.id))
    assert "王小明 cannot be printed in these letters, and is left out" in words(visitor)


def test_the_same_language_twice_is_said_and_the_choice_is_kept(world, visitor):
    confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    box = visitor.page.select_one("input[name=person]")["value"]
    visitor.press("issue", "Issue", 422, person=box, first="sl", second="sl")
    assert "Both languages are the same" in words(visitor)
    assert visitor.page.select_one("input[name=person]").has_attr("checked")


def test_nobody_ticked_is_said(world, visitor):
    confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.ema).visit(GROUP)
    visitor.press("issue", "Issue", 422, person=None)
    assert "Choose at least one person." in visitor.page.find(id="issue_person").text


def test_the_holder_finds_it_reads_it_and_opens_the_paper(world, visitor):
    made = issued(world)
    visitor.sign_in(world.lea).visit("/")
    assert "Your attestation: Digital and Local" in words(visitor)
    visitor.visit("/attestations").visit(f"/attestations/{made.serial}")
    assert "Revoke" not in words(visitor)
    link = visitor.page.find(id="paper_1")["href"]
    response = visitor.send("GET", link)
    assert response.data.startswith(b"%PDF-")


def test_the_holder_prints_it_in_other_languages(world, visitor):
    made = issued(world)
    visitor.sign_in(world.lea).visit(f"/attestations/{made.serial}")
    visitor.press("print", "Make the paper", first="sl", second="ar")
    assert [one.languages for one in queries.papers_of(made)] == ["en", "sl+ar"]
    visitor.press("print", "Make the paper", 422, first="sl", second="sl")


def test_the_holder_says_whether_it_answers_when_they_are_gone(world, visitor):
    made = issued(world)
    visitor.sign_in(world.lea).visit(f"/attestations/{made.serial}")
    asked, says = visitor.page.find(id="wish"), visitor.page.find(id="says")
    assert asked in says.find_all_previous("form")  # above what it says
    assert asked.find_all("input", checked=True) == []  # nobody answers for them
    visitor.press("wish", "Save")
    db.session.refresh(made)
    assert made.answers_after_erasure is None
    visitor.visit(f"/attestations/{made.serial}").press("wish", "Save", answers="yes")
    db.session.refresh(made)
    assert made.answers_after_erasure is True
    visitor.visit(f"/attestations/{made.serial}")
    said = visitor.page.find(id="wish")
    assert visitor.page.find(id="says") in said.find_all_previous("h2")  # out of the way now
    assert [one["value"] for one in said.find_all("input", checked=True)] == ["yes"]


def test_the_holder_gets_it_by_mail_when_they_ask(world, visitor, post, work):
    made = issued(world, world.lou)
    visitor.sign_in(world.lou).visit(f"/attestations/{made.serial}")
    visitor.press("mail", "Send it to me")
    assert "on its way to lou@example.org" in words(visitor)
    work()
    mails = [one for one in post.received if one.get_content_type() == "multipart/mixed"]
    attached = [part for mail in mails for part in mail.iter_attachments()]
    assert [part.get_content_type() for part in attached] == ["application/pdf"]


def test_it_is_revoked_with_a_reason_that_the_holder_reads(world, visitor):
    made = issued(world)
    visitor.sign_in(world.ema).visit(f"/attestations/{made.serial}/revoke")
    visitor.press("revoke", "Revoke it", 422, reason="", then="nothing")
    assert "Write why" in words(visitor)
    visitor.press("revoke", "Revoke it", reason="The wrong Lea.", then="nothing")
    assert "The attestation is revoked." in words(visitor)
    visitor.visit(f"/attestations/{made.serial}")
    assert "The wrong Lea." in words(visitor)


def test_a_name_is_put_right_by_a_new_one(world, visitor):
    made = issued(world)
    world.lea.name = "Leja"
    db.session.commit()
    visitor.sign_in(world.ema).visit(f"/attestations/{made.serial}/revoke")
    visitor.press("revoke", "Revoke it", reason="The name was wrong.", then="new")
    assert "Leja" in words(visitor)
    visitor.visit(f"/attestations/{made.serial}")
    assert "There is a new one in its place." in words(visitor)
    visitor.visit(f"/attestations/{made.serial}/revoke").press("revoke", "Issue the new one", 409)


def test_one_that_was_only_revoked_can_be_replaced_later(world, visitor):
    made = issued(world)
    visitor.sign_in(world.ema).visit(f"/attestations/{made.serial}/revoke")
    visitor.press("revoke", "Revoke it", reason="A mistake.", then="nothing")
    visitor.visit(f"/attestations/{made.serial}/revoke").press("revoke", "Issue the new one")
    assert len(db.session.scalars(select(Attestation)).all()) == 2


@pytest.mark.parametrize(("asked", "found"), [("Lea", 1), ("ليا", 1), ("nobody", 0), ("%", 0)])
def test_an_organisation_finds_its_attestations(world, visitor, asked, found):
    made = issued(world)
    visitor.sign_in(world.ema).visit(f"/organisations/aec-jesenice/attestations?q={asked}")
    assert len(visitor.page.select(".agenda li")) == found
    visitor.visit(f"/organisations/aec-jesenice/attestations?q={made.serial.lower()}")
    assert len(visitor.page.select(".agenda li")) == 1


def test_lists_go_out_as_csv_and_xlsx(world, visitor):
    made = issued(world)
    visitor.sign_in(world.ema)
    text = visitor.send("GET", f"{GROUP}.csv").text
    header, row = text.strip().splitlines()
    assert header.startswith("serial,person_code,name,native_name")
    assert made.serial[:4] in row
    assert "2205" in row
    assert visitor.send("GET", f"{GROUP}.xlsx").data.startswith(b"PK")
    assert visitor.send("GET", f"{GROUP}.pdf").status_code == 404


def test_pages_ask_the_database_as_often_for_many_as_for_one(world, visitor):
    issued(world)
    visitor.sign_in(world.ema).visit(GROUP)
    with count_queries() as one:
        visitor.visit(GROUP)
    issued(world, world.lou)
    with count_queries() as two:
        visitor.visit(GROUP)
    assert len(two) == len(one)


@pytest.mark.parametrize("typed", ["{:.4}", "{:.9}", "{:.6}", "{:.4} "])
def test_a_part_of_a_serial_is_enough_to_find_it(world, visitor, typed):
    made = issued(world)
    part = typed.format(made.serial if "4" in typed else f"{made.serial[:4]}-{made.serial[4:]}")
    visitor.sign_in(world.ema)
    visitor.visit(f"/organisations/aec-jesenice/attestations?q={part.lower()}")
    serial = visitor.page.select_one(".agenda .serial")
    assert serial.text.replace("-", "") == made.serial


def test_three_signs_of_a_serial_are_too_few(world, visitor):
    made = issued(world)
    made.serial = "7K3M9QXA2BVCT5WD"
    db.session.commit()
    visitor.sign_in(world.ema).visit("/organisations/aec-jesenice/attestations?q=7K3")
    assert "at least 4 signs of the serial" in words(visitor)
