"""Two people do something with one completion or attestation at the same moment, in two sessions of
PostgreSQL: the second has loaded its page before the first has committed. SQLite has one writer:
there the second, who has loaded as early, begins to write when the first is done.
"""

import threading
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from lms.attestations import actions
from lms.attestations.actions.keys import make
from lms.attestations.models import Attestation, Credential, Paper
from lms.completion import actions as completions
from lms.completion.models import Completion, CompletionState
from lms.db import db
from lms.errors import Refused
from lms.messages.models import Notice
from lms.people.models import Person
from lms.privacy.actions import erase
from tests.attestations.issued import confirmed, issued
from tests.cast import NOW
from tests.completion.completed import proposed, w7
from tests.rivals import PATIENCE, until_it_waits


def issue(it):
    actions.issue(it.completion, by=it.by, now=NOW)


def confirm(it):
    completions.confirm(it.completion, by=it.by, now=NOW)


def withdraw(it):
    completions.withdraw(it.completion, "A mistake.", by=it.by, now=NOW)


def revoke(it):
    actions.revoke_and_tell(it.attestation, "Lea had another name.", by=it.by, now=NOW)


def reissue(it):
    actions.reissue(it.attestation, "Another name.", by=it.by, now=NOW)


def sign(it):
    actions.sign(it.attestation, by=it.by, now=NOW)


def paper(it):
    actions.paper_in(it.attestation, ["sl"], by=it.by, now=NOW)


def forget(it):
    erase(it.person, "Asked.", by=it.by, now=NOW)


def loaded(keys, by):
    """What a view has loaded: one attestation or completion, with all that hangs on it."""
    found = SimpleNamespace(by=db.session.get_one(Person, by))
    found.completion = db.session.get_one(Completion, keys.completion)
    found.person = found.completion.person
    if keys.attestation:
        found.attestation = db.session.get_one(Attestation, keys.attestation)
        assert found.attestation.person.name
        assert found.attestation.completion
        db.session.get(Credential, keys.attestation)
    return found


def in_a_thread(app, keys, by, step, ready, go, answers):
    with app.app_context():
        try:
            it = loaded(keys, by)
            ready.set()
            assert go.wait(PATIENCE)
            step(it)
            db.session.commit()
            answers.append("done")
        except Refused:
            answers.append("refused")
        except Exception as error:
            answers.append(repr(error))
        finally:
            ready.set()
            db.session.remove()


def at_once(app, keys, first, second, by):
    """What came of the second: it acts on what it had loaded before the first did anything, and
    the first commits when the second waits for it, or is done without waiting."""
    ready, go, answers = threading.Event(), threading.Event(), []
    if db.engine.dialect.name == "sqlite":
        return one_after_the_other(keys, first, second, by)
    work = (app, keys, by[1], second, ready, go, answers)
    hand = threading.Thread(target=in_a_thread, args=work)
    hand.start()
    assert ready.wait(PATIENCE)
    first(loaded(keys, by[0]))
    db.session.flush()
    go.set()
    until_it_waits(hand)
    db.session.commit()
    hand.join(PATIENCE)
    assert not hand.is_alive()
    db.session.expire_all()
    return answers[0]


# Refused only to who has not seen what the first did: on SQLite the second reads it anew.
WHO_KNOWS_MAY = {(revoke, reissue), (forget, revoke)}


def one_after_the_other(keys, first, second, by):
    late = loaded(keys, by[1])
    first(loaded(keys, by[0]))
    db.session.commit()
    try:
        second(late)
    except Refused:
        db.session.rollback()
        return "refused"
    db.session.commit()
    return "done"


@pytest.fixture
def rivals(app, world, tmp_path):
    app.config["KEYS"] = str(tmp_path / "keys")
    make(now=NOW)
    return world


def of(attestation):
    return SimpleNamespace(completion=attestation.completion_id, attestation=attestation.id)


def what(world, kind):
    """A proposal, a confirmed completion, or an attestation of it; of Lea."""
    if kind == "proposed":
        return SimpleNamespace(completion=proposed(w7(world).group).id, attestation=None)
    if kind == "confirmed":
        return SimpleNamespace(
            completion=confirmed(world.lea, world.a, world.ema).id, attestation=None
        )
    return of(issued(world))


@pytest.mark.parametrize(
    ("kind", "first", "second", "then"),
    [
        ("proposed", confirm, confirm, "refused"),
        ("confirmed", issue, issue, "refused"),
        ("confirmed", withdraw, issue, "refused"),
        ("confirmed", issue, withdraw, "refused"),
        ("issued", revoke, reissue, "refused"),
        ("issued", reissue, revoke, "refused"),
        ("issued", reissue, reissue, "refused"),
        ("issued", sign, sign, "done"),
        ("issued", paper, paper, "done"),
        ("issued", forget, sign, "refused"),
        ("issued", sign, forget, "done"),
        ("issued", forget, paper, "refused"),
        ("issued", paper, forget, "done"),
        ("issued", forget, revoke, "refused"),
        ("issued", forget, reissue, "refused"),
        ("confirmed", forget, issue, "refused"),
        ("confirmed", issue, forget, "done"),
        ("proposed", forget, confirm, "refused"),
        ("proposed", confirm, forget, "done"),
        ("confirmed", forget, withdraw, "done"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_who_comes_second_sees_what_the_first_has_done(rivals, app, kind, first, second, then):
    keys, lea = what(rivals, kind), rivals.lea
    db.session.commit()
    came = at_once(app, keys, first, second, (rivals.ema.id, rivals.ada.id))
    knows = db.engine.dialect.name == "sqlite" and (first, second) in WHO_KNOWS_MAY
    assert came == ("done" if knows else then)
    standing = select(Attestation).where(Attestation.revoked_at.is_(None))
    found = db.session.scalars(standing).all()
    assert len(found) <= 1
    assert all(one.completion.state == CompletionState.CONFIRMED for one in found)
    if forget in (first, second) and not knows:
        assert lea.erased_at
        nothing_is_left_of(lea)


def nothing_is_left_of(person):
    for row in db.session.scalars(select(Attestation)):
        assert (row.person_id, row.holder, row.facts, row.reason) == (None,) * 4
        assert row.erased_at
    for table in (Paper, Credential):
        assert db.session.scalars(select(table)).all() == []
    told = select(Notice.kind).where(Notice.person_id == person.id)
    assert not [one for one in db.session.scalars(told) if one != "completion.withdrawn"]
