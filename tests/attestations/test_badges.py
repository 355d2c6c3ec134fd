"""The badge of an attestation: signed once, downloaded, and checked by strangers."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from lms import clock
from lms.attestations import actions
from lms.attestations.actions.keys import make, retire
from lms.attestations.models import Credential
from lms.attestations.queries import keys
from lms.attestations.views import published
from lms.attestations.views.blueprint import sent, wrong
from lms.credentials import proofs, status
from lms.db import db
from lms.people.models import Change
from tests.attestations.samples import SERIAL, attested
from tests.cast import NOW
from tests.credentials import making

PAGE = f"/attestations/{SERIAL}/badge"


@pytest.fixture(autouse=True)
def nobody_tried():
    wrong.forget()
    sent.forget()


@pytest.fixture
def issued(world, app, tmp_path):
    app.config["KEYS"] = str(tmp_path / "keys")
    return attested(world)


@pytest.fixture
def signed(issued, world):
    make(now=NOW)
    actions.sign(issued, by=world.lea, now=NOW)
    db.session.commit()
    return issued


def file(visitor, ending):
    answer = visitor.send("GET", f"{PAGE}/{ending}")
    assert answer.status_code == 200, answer.status
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.data


def check(visitor, content, name="badge.json", status=200):
    visitor.visit("/verify")
    return visitor.press("file", "Check the file", status=status, file=(io.BytesIO(content), name))


def reasons(visitor):
    return " ".join(one.text for one in visitor.page.select(".checks p"))


def test_the_holder_makes_the_badge_and_downloads_it(issued, world, visitor):
    make(now=NOW)
    visitor.sign_in(world.lea).visit(PAGE)
    assert "Make the badge" in visitor.text("#sign")
    visitor.press("sign", "Make the badge")
    assert "The badge is ready" in visitor.text("#notice")
    document = json.loads(file(visitor, "json"))
    assert document["id"].endswith(f"/verify/{SERIAL}")
    assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    change = db.session.scalars(db.select(Change).filter_by(verb="signed")).one()
    assert (change.by_id, change.at) == (world.lea.id, NOW)


def test_it_is_made_once_so_that_everybody_has_the_same(signed, world):
    before = db.session.get(Credential, signed.id).document
    again = actions.sign(signed, by=world.ema, now=NOW)
    assert again.document == before
    assert len(db.session.scalars(db.select(Credential)).all()) == 1


def test_without_a_key_the_page_says_who_makes_one_and_has_no_button(issued, world, visitor):
    visitor.sign_in(world.lea).visit(PAGE)
    assert "lms credential keys make" in visitor.text()
    assert not visitor.page.select("#sign")
    visitor.visit(f"{PAGE}/json", 404)
    assert "not made yet" in visitor.text("#notice")


@pytest.mark.parametrize("ending", ["json", "jwt", "svg", "png"])
def test_every_copy_is_valid_where_strangers_check_it(signed, world, visitor, ending):
    content = file(visitor.sign_in(world.ema), ending)
    check(visitor, content, f"badge.{ending}")
    assert visitor.text("h1") == "Valid", reasons(visitor)
    assert "issued here" in visitor.text(".ruling")
    assert visitor.text(".record-name") == "Lea"


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_of_a_picture_it_is_said_that_only_the_badge_inside_was_checked(
    signed, world, visitor, ending
):
    check(visitor, file(visitor.sign_in(world.lea), ending), f"badge.{ending}")
    assert visitor.text("h1") == "Valid"
    assert "The picture itself is not checked" in visitor.text(".ruling")


def test_the_picture_is_a_picture(signed, world, visitor):
    drawn = Image.open(io.BytesIO(file(visitor.sign_in(world.lea), "png")))
    assert (drawn.format, drawn.size) == ("PNG", (480, 480))
    assert drawn.convert("RGBA").getpixel((0, 0))[3] == 0, "its corners are empty"


def test_a_changed_badge_is_not_valid_and_nothing_of_it_is_repeated(signed, world, visitor):
    content = file(visitor.sign_in(world.lea), "json")
    check(visitor, content.replace(b"2205", b"2700"))
    assert visitor.text("h1") == "Not valid"
    assert "changed" in reasons(visitor)
    assert not visitor.page.select(".record, #says")


def test_a_revoked_badge_says_when(signed, world, visitor):
    content = file(visitor.sign_in(world.lea), "json")
    signed.revoked_at = NOW
    check(visitor, content)
    assert visitor.text("h1") == "Revoked"
    assert "revoked on 24 March 2022" in visitor.text(".ruling")


def test_a_badge_of_who_was_erased_gets_the_answer_of_its_serial(signed, world, visitor):
    content = file(visitor.sign_in(world.lea), "json")
    actions.erase_holder(signed.person, now=NOW)
    db.session.commit()
    check(visitor, content, status=410)
    assert visitor.text("h1") == "Nothing is said"
    assert not visitor.page.select(".ruling-altered, .checks")


def by(name, **more):
    """A stranger's badge, signed with a key of their own, that says it is by somebody."""
    issuer = {"id": making.SIGNER.issuer, "type": ["Profile"], "name": name}
    badge = making.badge(issuer=issuer)
    badge["credentialSubject"]["achievement"]["creator"] = issuer
    return making.written(making.signed(badge))


def test_a_badge_of_somebody_else_is_never_shown_as_if_it_were_ours(world, visitor, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: making.NOW)
    check(visitor, by("People's School Elsewhere"))
    assert visitor.text("h1") == "Signed, but nobody knows here by whom", reasons(visitor)
    assert "Valid" not in visitor.page.title.text
    assert not visitor.page.select(".ruling-valid")
    issuer = next(one for one in visitor.page.select(".checks li") if "vouches" in one.text)
    assert "c-done" not in issuer["class"], "not in green"
    assert "Nobody vouches here" in reasons(visitor)
    assert "Issuer, as the file says" in visitor.text("#says ~ dl")
    assert "Amal Haddad" in visitor.text("#says ~ dl")
    assert not visitor.page.select("main [role=alert]")


@pytest.mark.parametrize(
    "written", ["{}", "{} (EU)", "the {}, office"]
)  # fmt: skip
def test_a_badge_with_the_name_of_an_organisation_of_ours_is_warned_of(
    world, visitor, monkeypatch, written
):
    monkeypatch.setattr(clock, "now", lambda: making.NOW)
    check(visitor, by(written.format(world.centre.name.upper())))
    assert "was not issued here" in visitor.text("main [role=alert]")
    assert visitor.page.select(".ruling-altered")


@pytest.mark.parametrize("written", ["\u200b{}", "{}\u200b"])
def test_a_name_that_hides_signs_is_refused(world, visitor, monkeypatch, written):
    monkeypatch.setattr(clock, "now", lambda: making.NOW)
    check(visitor, by(written.format(world.centre.name.upper())))
    assert visitor.text("h1") == "Not valid"
    assert visitor.page.select(".ruling-altered")


@pytest.mark.parametrize("content", [b"x", b"<svg/>", b"a.b.c", b"\0" * 99])
def test_what_is_no_badge_is_said_in_words_at_the_field(world, visitor, content):
    check(visitor, content, status=422)
    assert "no badge" in visitor.text("#error-file, .error, [id$=error]")


@pytest.mark.parametrize("content", [b"{}", b"\x89PNG\r\n\x1a\n"])
def test_what_looks_like_a_badge_and_is_none_gets_a_verdict(world, visitor, content):
    check(visitor, content)
    assert visitor.text("h1") == "Not valid"


def test_what_a_stranger_wrote_into_a_badge_is_only_text(world, visitor, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: making.NOW)
    issuer = {"id": making.SIGNER.issuer, "type": ["Profile"], "name": "<script>alert(1)</script>"}
    check(visitor, making.written(making.signed(making.badge(issuer=issuer))))
    assert not visitor.page.select("#says ~ dl script")
    assert "<script>" in visitor.text("#says ~ dl")


def test_the_file_for_europass_needs_no_key_and_says_that_it_is_not_signed(issued, world, visitor):
    answer = visitor.sign_in(world.lea).send("GET", f"/attestations/{SERIAL}/elm.json")
    made = json.loads(answer.data)
    activity = made["credentialSubject"]["hasClaim"][0]["influencedBy"][0]
    assert activity["workload"] == "PT36H45M"
    assert "not signed" in made["displayParameter"]["description"]["en"][0]


def test_nothing_is_signed_for_what_was_revoked_or_erased(issued, world, visitor):
    make(now=NOW)
    issued.revoked_at = NOW
    visitor.sign_in(world.ema).visit(PAGE)
    assert not visitor.page.select("#sign")
    issued.facts = issued.person = None
    issued.erased_at = NOW
    visitor.visit(PAGE, 404)


def test_the_list_says_what_was_revoked_and_not_of_whom(signed, world, visitor):
    answer = visitor.send("GET", "/credentials/status/1")
    said = json.loads(answer.data)
    assert said["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    bits = said["credentialSubject"]["encodedList"]
    assert not status.is_set(bits, signed.status_index)
    assert "public" in answer.headers["Cache-Control"]
    signed.revoked_at = NOW
    said = json.loads(visitor.send("GET", "/credentials/status/1").data)
    bits = said["credentialSubject"]["encodedList"]
    assert status.is_set(bits, signed.status_index)
    assert not status.is_set(bits, signed.status_index + 1)
    visitor.visit("/credentials/status/2", 404)


def bits(visitor):
    answer = visitor.send("GET", "/credentials/status/1")
    return json.loads(answer.data)


def test_the_list_is_signed_once_an_hour_and_anew_at_once_when_something_is_revoked(
    signed, world, visitor, monkeypatch
):
    signings = []
    sign = proofs.sign
    monkeypatch.setattr(proofs, "sign", lambda *a, **b: signings.append(1) or sign(*a, **b))
    published.SIGNED.clear()
    first = bits(visitor)
    folder = Path(visitor.client.application.config["KEYS"])
    folder.rename(folder.with_name("away"))  # as long as nothing changes no private key is read
    assert [bits(visitor), bits(visitor)] == [first, first]
    assert len(signings) == 1
    folder.with_name("away").rename(folder)
    actions.revoke(signed, "A wrong name", by=world.ema, now=NOW)
    encoded = bits(visitor)["credentialSubject"]["encodedList"]
    assert status.is_set(encoded, signed.status_index)
    assert len(signings) == 2
    make(now=NOW + timedelta(minutes=1))
    assert bits(visitor)["proof"]["verificationMethod"] != first["proof"]["verificationMethod"]
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    assert bits(visitor)["validFrom"] > first["validFrom"]
    assert len(signings) == 4


def test_each_list_has_its_own_moment_and_an_end(signed, world, visitor, monkeypatch):
    published.SIGNED.clear()
    first = bits(visitor)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=3))
    actions.revoke(signed, "A wrong name", by=world.ema, now=clock.now())
    second = bits(visitor)
    assert first["validFrom"] < second["validFrom"] < second["validUntil"]
    assert second["credentialSubject"]["ttl"] == 3_600_000


@pytest.mark.parametrize("lost", ["file", "key"])
def test_without_a_private_key_the_list_is_not_signed_and_nothing_of_the_server_is_said(
    signed, visitor, lost
):
    published.SIGNED.clear()
    key = keys.current()
    keys.file_of(key.id).unlink() if lost == "file" else retire(key.id, now=NOW)
    answer = visitor.send("GET", "/credentials/status/1")
    assert answer.status_code == 503
    assert answer.mimetype == "text/plain"
    assert "cannot be signed" in answer.text
    assert "LMS" not in answer.text
    assert "z6Mk" not in answer.text
    assert keys.trouble(), "the doctor says it"


def test_who_we_are_is_said_with_all_keys_also_retired_ones(issued, app, visitor):
    app.config["ADDRESS"] = "https://ura.example"
    old = make(now=NOW).id
    retire(old, now=NOW)
    new = make(now=NOW).id
    answer = visitor.send("GET", "/.well-known/did.json")
    said = json.loads(answer.data)
    assert said["id"] == "did:web:ura.example"
    assert {one["publicKeyMultibase"] for one in said["verificationMethod"]} == {old, new}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_without_a_key_there_is_nothing_to_say(issued, visitor):
    visitor.visit("/.well-known/did.json", 404)


def test_what_a_badge_is_for_is_said_to_programs_and_shown_to_people(signed, visitor):
    document = json.loads(db.session.get(Credential, signed.id).document)
    inside = document["credentialSubject"]["achievement"]
    slug = "digital-local"
    said = json.loads(visitor.send("GET", f"/achievements/{slug}").data)
    assert {key: said[key] for key in ("name", "description", "criteria")} == {
        key: inside[key] for key in ("name", "description", "criteria")
    }
    assert "Lea" not in json.dumps(said)
    page = visitor.send("GET", f"/achievements/{slug}", headers={"Accept": "text/html"})
    assert page.location == f"/programmes/{slug}"
    drawn = visitor.send("GET", f"/achievements/{slug}.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert "Lea" not in drawn.text
    visitor.visit("/achievements/inclusive-cities", 404)
