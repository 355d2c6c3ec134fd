"""The badge says exactly what the record says, whatever stands in it, and can always be signed."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.credentials import badges, proofs, tokens, verdict
from tests.attestations.facts import FACTS
from tests.credentials.making import ADDRESS, NOW, SERIAL, SIGNER, badge, written


def made(facts, holder="Amal Haddad", **more):
    values = {"serial": SERIAL, "holder": holder, "issued_at": NOW, "issuer": SIGNER.issuer,
              "address": ADDRESS, "status": badges.Place(3, 131_071)}  # fmt: skip
    return badges.badge(facts, **(values | more))


def holds(document):
    signed = proofs.sign(document, SIGNER, created=NOW)
    found = verdict.verify(written(signed), now=NOW)
    token = tokens.encode(document, SIGNER).encode()
    return found.valid and verdict.verify(token, now=NOW).valid


def test_every_certified_figure_is_in_it():
    subject = badge()["credentialSubject"]
    values = {one["resultDescription"].split("#")[1]: one for one in subject["result"]}
    assert values["total"]["value"] == "2205"
    assert values["course-digital-basics"]["value"] == "1260"
    assert values["course-slovene-first-steps"]["value"] == "945"
    assert values["assessment"]["status"] == "Completed"
    assert values["cefr-speaking"]["value"] == "A1"
    assert subject["creditsEarned"] == 49
    assert subject["achievement"]["creditsAvailable"] == 60
    assert "2205 of 2700 minutes (49/60) in units of 45 minutes" in subject["narrative"]
    assert "180 made up; 12 sessions" in subject["narrative"]
    assert (subject["activityStartDate"], subject["activityEndDate"]) == (
        "2022-03-24T00:00:00Z", "2022-06-09T00:00:00Z",
    )  # fmt: skip


def test_tests_of_conditions_are_results_of_their_own():
    other = {"key": "a/b/quiz", "title": {"en": "Other"}, "passed_on": "2022-06-01"}
    facts = FACTS | {"assessments": [FACTS["assessment"], other]}
    subject = made(facts)["credentialSubject"]
    values = {one["resultDescription"].split("#")[1]: one for one in subject["result"]}
    assert values["assessment"]["status"] == "Completed"
    assert values["assessment-a/b/quiz"]["status"] == "Completed"
    assert holds(made(facts))


def test_each_result_is_described():
    subject = badge()["credentialSubject"]
    described = [one["id"] for one in subject["achievement"]["resultDescription"]]
    assert described == [one["resultDescription"] for one in subject["result"]]
    assert len(set(described)) == len(described)


def test_its_names_lead_back_to_where_it_was_issued():
    said = made(FACTS)
    assert said["id"] == f"{ADDRESS}/verify/{SERIAL}"
    assert said["credentialSubject"]["achievement"]["id"].startswith(f"{ADDRESS}/achievements/")
    assert said["credentialStatus"]["id"] == f"{ADDRESS}/credentials/status/3#131071"
    assert made(FACTS, address=f"{ADDRESS}/") == said


def test_both_names_of_the_holder_are_in_it_and_one_alone_is_enough():
    def names(document):
        return [one["identityHash"] for one in document["credentialSubject"]["identifier"]]

    assert names(made(FACTS, holder_native="أمل حداد")) == ["Amal Haddad", "أمل حداد"]
    for native in (None, "", "Amal Haddad"):
        assert names(made(FACTS, holder_native=native)) == ["Amal Haddad"]


def test_units_that_are_not_whole_are_left_out_and_never_rounded():
    said = made({**FACTS, "total_minutes": 2200})["credentialSubject"]
    assert "creditsEarned" not in said
    assert said["result"][0]["value"] == "2200"


def test_titles_are_in_the_language_that_is_asked_for_or_another_that_there_is():
    assert made(FACTS, language="sl")["name"] == "Digitalno lokalno"
    assert made(FACTS, language="ar")["name"] == "Digital and Local"
    only = {**FACTS, "programme": {**FACTS["programme"], "title": {"uk": "Цифрове"}}}
    assert made(only, language="sl")["name"] == "Цифрове"


def test_a_record_with_as_little_as_there_can_be_is_signed():
    little = copy.deepcopy(FACTS) | {
        "first_day": None, "last_day": None, "assessment": None, "portfolio": None, "levels": [],
        "modules": [], "courses": [], "total_minutes": 0, "credited_minutes": 0, "ratio": "0/1",
        "sessions": {"attended": 0, "held": 0}, "policy": {"version": 1, "rules": {}},
    }  # fmt: skip
    assert holds(made(little))


@pytest.mark.parametrize(
    "name", ["x" * 5_000, 'A "B" <c> & \\ \n\t', "א\u200fב", "\x00\x1bA\ud800", "🙂"]
)
def test_any_name_is_signed(name):
    assert holds(made(FACTS, holder=name, holder_native=name[::-1]))


TEXT = st.text(max_size=30)


@settings(max_examples=40)
@given(TEXT, TEXT, TEXT, TEXT, st.integers(0, 10**6))
def test_whatever_stands_in_the_record_can_be_signed_and_checked(
    title, centre, skill, level, minutes
):
    facts = copy.deepcopy(FACTS)
    facts["programme"]["title"] = {"en": title}
    facts["organisation"]["name"] = centre
    facts["courses"][0] |= {"slug": skill or "x", "title": {"sl": title}, "total_minutes": minutes}
    facts["levels"] = [{"framework": centre, "skill": skill, "entry": None, "exit": level}]
    facts["total_minutes"] = minutes
    document = made(facts, holder=centre + "x")
    assert document["credentialSubject"]["result"][0]["value"] == str(minutes)
    if document["name"]:
        assert holds(document)


def test_forty_courses_are_not_too_many():
    facts = copy.deepcopy(FACTS)
    facts["courses"] = [{**FACTS["courses"][0], "slug": f"course-{at}"} for at in range(40)]
    facts["levels"] = [{**FACTS["levels"][0], "skill": f"skill-{at}"} for at in range(40)]
    assert holds(made(facts))
