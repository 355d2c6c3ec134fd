"""The export for the European Learning Model: its elements, and exact durations."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.elm import Beside, duration, export
from tests.attestations.facts import FACTS

NOW = datetime(2022, 6, 14, 12, 0, tzinfo=UTC)
BESIDE = Beside(
    "7K3M-9QXA-2BVC-T5WD", "https://ura.example/verify/7K3M9QXA2BVCT5WD", "Lea", "ليا", NOW, "en",
    "Nobody has signed this file.", "passed", "Portfolio",
    "81.66 %", "At least 4/5", b"png",
)  # fmt: skip
REQUIRED = {  # what ELM 3.2 asks of its elements (JSON Schema "Europass EDC credential")
    "LearningAchievement": {"title", "awardedBy"},
    "LearningActivity": {"title", "awardedBy"},
    "LearningAssessment": {"title", "grade", "awardedBy"},
    "LearningAchievementSpecification": {"title"},
    "LearningActivitySpecification": {"title"},
    "AwardingProcess": {"awardingBody"},
    "DisplayParameter": {"title", "language", "primaryLanguage", "individualDisplay"},
    "IndividualDisplay": {"language", "displayDetail"},
    "DisplayDetail": {"image", "page"},
    "MediaObject": {"contentType", "contentEncoding", "content"},
    "Identifier": {"notation"},
    "Note": {"noteLiteral"},
    "Organisation": {"legalName"},  # and `location`, which nobody here knows
}


def claim(facts=FACTS, beside=BESIDE):
    return export(facts, beside)["credentialSubject"]["hasClaim"][0]


def elements(node):
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from elements(part)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(2070, "PT34H30M"), (2700, "PT45H"), (0, "PT0M"), (45, "PT45M"), (6000, "PT100H")],
)
def test_a_workload_is_a_duration_in_hours_and_minutes(minutes, text):
    assert duration(minutes) == text


@given(st.integers(min_value=0, max_value=10**6))
def test_no_minute_is_lost(minutes):
    hours, _h, rest = duration(minutes).removeprefix("PT").rpartition("H")
    assert int(hours or 0) * 60 + int(rest.removesuffix("M") or 0) == minutes


def test_hours_of_the_whole_and_of_each_course_are_workloads():
    activity = claim()["influencedBy"][0]
    assert activity["workload"] == "PT36H45M"
    assert activity["specifiedBy"]["volumeOfLearning"] == "PT45H"
    assert [part["workload"] for part in activity["hasPart"]] == ["PT21H", "PT15H45M"]
    assert [part["levelOfCompletion"] for part in activity["hasPart"]] == [93, 70], "cut off"
    assert activity["temporal"][0]["startDate"] == "2022-03-24T00:00:00Z"


def test_every_element_has_what_the_model_asks_of_it():
    made = export(FACTS, BESIDE)
    assert {"credentialProfiles", "displayParameter", "issuer", "credentialSubject", "issued",
            "validFrom", "credentialSchema"} <= set(made)  # fmt: skip
    for element in elements(made):
        if isinstance(kind := element.get("type"), str):
            assert REQUIRED.get(kind, set()) <= set(element), element


def test_it_says_itself_that_it_is_not_signed():
    made = export(FACTS, BESIDE)
    assert "proof" not in made
    assert made["displayParameter"]["description"] == {"en": ["Nobody has signed this file."]}
    assert claim()["additionalNote"][0]["noteLiteral"]["en"] == ["Nobody has signed this file."]


def test_what_is_asked_and_how_the_hours_compare_is_said_as_the_paper_says_it():
    assert claim()["additionalNote"][1]["noteLiteral"]["en"] == ["81.66 %"]
    (asks,) = claim()["specifiedBy"]["additionalNote"]
    assert asks["noteLiteral"]["en"] == ["At least 4/5"]


def test_titles_keep_their_languages_and_both_names_are_there():
    made = export(FACTS, BESIDE)
    assert claim()["title"] == {"en": ["Digital and Local"], "sl": ["Digitalno lokalno"]}
    assert made["credentialSubject"]["fullName"] == {"en": ["Lea"], "und": ["ليا"]}


def test_the_test_and_the_levels_are_there():
    assert claim()["provenBy"][0]["dateIssued"] == "2022-06-09T00:00:00Z"
    assert claim()["hasPart"][0]["title"] == {"en": ["CEFR, speaking: A1"]}


def test_a_record_with_the_least_in_it():
    least = {"first_day": None, "last_day": None, "courses": [], "levels": [], "assessment": None}
    facts = FACTS | least | {"portfolio": {"accepted_on": "2022-06-01"}, "required_minutes": 0}
    made = export(facts, BESIDE._replace(holder_native=None, picture=None, language="xx"))
    assert json.dumps(made)
    found = made["credentialSubject"]["hasClaim"][0]
    assert "hasPart" not in found
    assert found["provenBy"][0]["title"] == {"xx": ["Portfolio"]}
    assert made["displayParameter"]["primaryLanguage"]["id"].endswith("/MUL")


def test_the_same_attestation_has_the_same_id_each_time():
    assert export(FACTS, BESIDE)["id"] == export(FACTS, BESIDE)["id"]


def test_every_test_that_was_asked_and_passed_proves_it():
    other = {"key": "a/b/quiz", "title": {"en": "Other"}, "passed_on": "2022-06-01"}
    proofs = claim(FACTS | {"assessments": [FACTS["assessment"], other]})["provenBy"]
    assert [proof["title"]["en"] for proof in proofs] == [["Exit test"], ["Other"]]
