"""Issuing, revoking, replacing and emptying: what an attestation says never changes."""

import pytest
from sqlalchemy import select

from lms.attestations import actions, serials, tasks
from lms.attestations.actions import runs
from lms.attestations.letters import told as letters
from lms.attestations.letters.paper import native
from lms.attestations.models import Attestation, Credential, Paper, RunState, SigningKey
from lms.attestations.queries import attestations as queries
from lms.completion.actions import withdraw
from lms.completion.models import CompletionState
from lms.completion.record import digest
from lms.db import db
from lms.errors import Refused
from lms.files import File, content_of
from lms.messages.models import Notice
from lms.people.models import Change, Role
from tests.attestations.facts import FACTS
from tests.attestations.issued import confirmed, issued
from tests.cast import NOW


def test_an_attestation_holds_the_facts_and_the_names_of_the_day(world):
    made = issued(world)
    assert made.facts == FACTS
    assert (made.holder, made.holder_native) == ("Lea", "ليا")
    assert made.digest == digest(FACTS, "Lea", "ليا")
    assert len(made.serial) == 16
    assert made.issued_by is world.ema
    world.lea.name = "Lea Novak"
    db.session.commit()
    assert made.holder == "Lea"


def test_its_first_paper_is_kept_byte_for_byte(world):
    made = issued(world)
    (paper,) = queries.papers_of(made)
    assert paper.languages == "en"
    assert content_of(paper.file_id).startswith(b"%PDF-")


def test_the_holder_is_told_and_the_history_knows_who(world):
    made = issued(world)
    notice = db.session.scalars(select(Notice)).one()
    assert (notice.person_id, notice.kind) == (world.lea.id, "attestation.issued")
    change = db.session.scalars(select(Change).where(Change.noun == "attestation")).one()
    assert (change.key, change.verb, change.by_id) == (made.serial, "issued", world.ema.id)


def test_of_one_completion_there_is_one_attestation(world):
    made = issued(world)
    with pytest.raises(Refused, match="issued by Ema"):
        actions.issue(made.completion, by=world.ada, now=NOW)


def test_only_what_is_confirmed_is_attested(world):
    completion = confirmed(world.lea, world.a, world.ema)
    completion.state = CompletionState.WITHDRAWN
    db.session.flush()
    with pytest.raises(Refused, match="not confirmed"):
        actions.issue(completion, by=world.ema, now=NOW)


def test_nobody_issues_or_revokes_their_own(world):
    completion = confirmed(world.lea, world.a, world.ema)
    with pytest.raises(Refused, match="your own"):
        actions.issue(completion, by=world.lea, now=NOW)
    made = actions.issue(completion, by=world.ema, now=NOW)
    with pytest.raises(Refused, match="your own"):
        actions.revoke(made, "no", by=world.lea, now=NOW)


@pytest.mark.parametrize("languages", [["xx"], ["en", "sl", "ar"], ["sl", "sl"]])
def test_languages_that_cannot_be_are_refused(world, languages):
    with pytest.raises(Refused, match="Choose"):
        issued(world, languages=languages)


def test_a_native_name_without_letters_here_is_kept_but_not_printed(world):
    world.lea.native_name = "王小明"
    made = issued(world)
    assert made.holder_native == "王小明"
    assert native(made) is None
    world.lou.native_name = "ณัฐพล"
    assert native(issued(world, world.lou)) == "ณัฐพล"


def test_a_name_that_cannot_be_printed_is_refused_by_name(world):
    world.lea.name = "Lea 王"
    with pytest.raises(Refused, match=r"The name Lea 王 cannot be printed: .* for 王\."):
        issued(world)
    assert db.session.scalars(select(Attestation)).all() == []


def test_words_that_cannot_be_printed_are_refused_by_name(world):
    organisation = {"slug": "aec-jesenice", "name": "Center 王"}
    completion = confirmed(world.lea, world.a, world.ema, organisation=organisation)
    with pytest.raises(Refused, match="Center 王"):
        actions.issue(completion, by=world.ema, now=NOW)


def test_revoking_needs_a_reason_and_is_done_once(world):
    made = issued(world)
    with pytest.raises(Refused, match="why"):
        actions.revoke(made, "  ", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="too long"):
        actions.revoke(made, "x" * 501, by=world.ema, now=NOW)
    actions.revoke_and_tell(made, " wrong name ", by=world.ema, now=NOW)
    assert (made.revoked_at, made.reason) == (NOW, "wrong name")
    kinds = db.session.scalars(select(Notice.kind).order_by(Notice.id)).all()
    assert kinds == ["attestation.issued", "attestation.revoked"]
    with pytest.raises(Refused, match="before, by Ema"):
        actions.revoke(made, "again", by=world.ada, now=NOW)


def test_a_new_one_replaces_the_old_with_the_right_name(world):
    old = issued(world, languages=["sl", "ar"])
    world.lea.name = "Leyla"
    new = actions.reissue(old, "The name was wrong.", by=world.ema, now=NOW)
    assert old.revoked_at == NOW
    assert old.holder == "Lea"
    assert (new.holder, new.replaces_id, new.languages) == ("Leyla", old.id, ["sl", "ar"])
    assert new.serial != old.serial
    with pytest.raises(Refused, match="replaced already"):
        actions.reissue(old, "again", by=world.ema, now=NOW)


def test_what_was_confirmed_anew_is_attested_anew(world):
    old = issued(world)
    actions.revoke(old, "Hours were wrong.", by=world.ema, now=NOW)
    old.completion.state = CompletionState.WITHDRAWN
    db.session.flush()
    with pytest.raises(Refused, match="Confirm it anew"):
        actions.reissue(old, "", by=world.ema, now=NOW)
    anew = confirmed(world.lea, world.a, world.ema, total_minutes=2160)
    new = actions.reissue(old, "", by=world.ema, now=NOW)
    assert new.completion_id == anew.id
    assert new.facts["total_minutes"] == 2160


def test_what_is_issued_after_a_revoked_one_says_in_whose_place(world):
    old = issued(world)
    actions.revoke(old, "Hours were wrong.", by=world.ema, now=NOW)
    new = actions.issue(old.completion, by=world.ema, now=NOW)
    assert new.replaces is old
    told = db.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert told.data["reason"] == "Hours were wrong."
    assert "Hours were wrong." in letters.issued(told.data, world.lea).lines


def test_nothing_new_is_printed_or_mailed_of_a_revoked_one(world):
    made = issued(world)
    actions.revoke(made, "A mistake.", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="nothing is printed"):
        actions.paper_in(made, ["sl"], by=world.lea, now=NOW)
    with pytest.raises(Refused, match="nothing is printed"):
        actions.mail_paper(made, by=world.lea, now=NOW)


def test_another_language_is_a_paper_of_its_own_made_once(world):
    made = issued(world)
    first = actions.paper_in(made, ["sl", "ar"], by=world.lea, now=NOW)
    again = actions.paper_in(made, ["sl", "ar"], by=world.lea, now=NOW)
    assert first is again
    assert [one.languages for one in queries.papers_of(made)] == ["en", "sl+ar"]


def test_erasing_the_holder_leaves_a_tombstone_and_nothing_of_them(world):
    made, other = issued(world), issued(world, world.lou)
    actions.revoke(made, "Lea asked for it.", by=world.ema, now=NOW)
    db.session.add(SigningKey(id="z6Mk", made_at=NOW))
    signed = {"attestation_id": made.id, "key_id": "z6Mk", "document": "{}", "token": "t"}
    db.session.add(Credential(**signed, made_at=NOW))
    db.session.flush()
    serial, said = made.serial, made.digest
    assert actions.erase_holder(world.lea, now=NOW) == 1
    db.session.expire_all()
    assert (made.serial, made.digest, made.erased_at) == (serial, said, NOW)
    left = (made.person_id, made.holder, made.holder_native, made.facts, made.reason)
    assert left == (None,) * 5
    assert made.revoked_at == NOW
    assert queries.papers_of(made) == []
    assert db.session.get(Credential, made.id) is None
    assert len(queries.papers_of(other)) == 1
    assert len(db.session.scalars(select(File)).all()) == 1
    assert actions.erase_holder(world.lea, now=NOW) == 0


def test_nothing_is_issued_or_printed_for_who_was_erased(world):
    made = issued(world)
    made.person_id = made.facts = None
    made.completion.person.erased_at = NOW
    db.session.flush()
    with pytest.raises(Refused, match="erased"):
        actions.reissue(made, "x", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="erased"):
        actions.paper_in(made, ["sl"], by=world.ema, now=NOW)
    actions.revoke(made, "x", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="erased"):
        actions.issue(made.completion, by=world.ema, now=NOW)


def test_a_completion_with_an_attestation_is_not_taken_back(world):
    made = issued(world)
    with pytest.raises(Refused, match=serials.shown(made.serial)):
        withdraw(made.completion, "A mistake.", by=world.ema, now=NOW)
    actions.revoke(made, "A mistake.", by=world.ema, now=NOW)
    withdraw(made.completion, "A mistake.", by=world.ema, now=NOW)


def test_the_holders_wish_is_kept(world):
    made = issued(world)
    assert made.answers_after_erasure is None
    actions.wish(made, False, by=world.lea, now=NOW)
    assert made.answers_after_erasure is False
    actions.wish(made, True, by=world.lea, now=NOW)
    assert made.answers_after_erasure is True


def test_places_in_the_public_list_are_all_different(world):
    found = [issued(world, one) for one in (world.lea, world.lou)]
    places = {(one.status_list, one.status_index) for one in found}
    assert len(places) == 2
    assert {number for number, _at in places} == {1}
    assert all(0 <= index < 131_072 for _number, index in places)
    assert db.session.scalars(select(Paper)).all()
    assert db.session.scalars(select(Attestation)).all()


def ordered(world):
    keys = [confirmed(who, world.a, world.ema).id for who in (world.lea, world.lou)]
    made = runs.order(world.a, keys, ["en"], by=world.ema, now=NOW)
    db.session.commit()
    return made


def test_a_run_issues_nothing_in_the_name_of_who_may_not_any_more(world):
    made = ordered(world)
    world.ema.role = Role.TRAINER
    db.session.commit()
    tasks.make({"run": made.id}, now=NOW)
    assert db.session.scalars(select(Attestation)).all() == []
    assert (made.state, made.file_id) == (RunState.DONE, None)
    assert len(made.left) == 2
    assert all("may not issue" in why for why in made.left.values())


def test_a_run_issues_nothing_in_the_name_of_who_was_erased(world):
    made = ordered(world)
    world.ema.erased_at = NOW
    db.session.commit()
    tasks.make({"run": made.id}, now=NOW)
    assert db.session.scalars(select(Attestation)).all() == []


def test_a_reason_is_not_written_onto_a_tombstone_of_this_moment(world):
    made = issued(world)
    db.session.commit()
    assert made.person_id
    update = Attestation.__table__.update().values(person_id=None, holder=None, facts=None)
    db.session.connection().execute(update)
    with pytest.raises(Refused, match="erased meanwhile"):
        actions.revoke(made, "Lea had another name.", by=world.ema, now=NOW)
    assert made.reason is None
