"""An attestation as JSON of the European Learning Model, version 3 (application profile EDC).

It is not signed: only a qualified seal of the organisation makes a European Digital Credential of
it, and that is not ours to give. It says so itself, and where it can be checked. What the platform
does not know (the address and country of the organisation) is left out, and has to be added by
whoever seals it. Pure. Which element holds what: docs/formats/elm.md.
"""

import base64
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from lms.credentials.passed import passed_tests

CONTEXT = [
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
]
TYPES = ["VerifiableCredential", "VerifiableAttestation", "EuropeanDigitalCredential"]
SCHEMA = {"id": "http://data.europa.eu/snb/model/ap/edc-generic-full", "type": "ShaclValidator2017"}
GENERIC = ("http://data.europa.eu/snb/credential/", "e34929035b", "25831c2", "Generic")
BASE64 = ("http://data.europa.eu/snb/encoding/", "6146cde7dd", "25831c2", "base64")
OFFICE = "http://publications.europa.eu/resource/authority/"  # of publications, of the Union
LANGUAGES = {  # as the Union's authority list writes them: ISO 639-3
    "en": "ENG", "sl": "SLV", "ar": "ARA", "bg": "BUL", "hr": "HRV", "cs": "CES", "da": "DAN",
    "nl": "NLD", "et": "EST", "fi": "FIN", "fr": "FRA", "de": "DEU", "el": "ELL", "hu": "HUN",
    "ga": "GLE", "it": "ITA", "lv": "LAV", "lt": "LIT", "mt": "MLT", "pl": "POL", "pt": "POR",
    "ro": "RON", "sk": "SLK", "es": "SPA", "sv": "SWE", "uk": "UKR", "fa": "FAS", "ps": "PUS",
    "ur": "URD", "tr": "TUR", "sq": "SQI", "bs": "BOS", "sr": "SRP", "mk": "MKD", "ru": "RUS",
    "so": "SOM", "ti": "TIR", "am": "AMH", "bn": "BEN", "hi": "HIN", "zh": "ZHO", "ku": "KUR",
}  # fmt: skip
Json = dict[str, Any]


class Beside(NamedTuple):
    """What the record does not say. `words` are in `language`."""

    serial: str  # as it is printed
    address: str  # where it is checked
    holder: str
    holder_native: str | None
    issued_at: datetime
    language: str
    unsigned: str  # the sentence that says that nobody has sealed this
    passed: str  # the words for a test that was passed, a portfolio that was accepted
    portfolio: str
    share: str  # how the hours compare to what is asked, in words
    asks: str  # what the programme asks, in words
    picture: bytes | None  # the badge, PNG


def export(facts: Mapping[str, Any], beside: Beside) -> Json:
    """The credential, ready to be sealed elsewhere."""
    issued = beside.issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    organisation = {
        "id": "urn:epass:org:1",
        "type": "Organisation",
        "legalName": {beside.language: [facts["organisation"]["name"]]},
    }
    return {
        "@context": CONTEXT,
        "id": f"urn:credential:{uuid5(NAMESPACE_URL, beside.address)}",
        "type": TYPES,
        "identifier": {
            "type": "Identifier",
            "notation": beside.serial,
            "schemeName": beside.address.rpartition("/")[0],
        },
        "credentialSchema": [SCHEMA],
        "credentialProfiles": [_coded(*GENERIC)],
        "issuer": organisation,
        "issuanceDate": issued,
        "issued": issued,
        "validFrom": issued,
        "credentialSubject": _person(facts, beside, _awarded(organisation, issued)),
        "displayParameter": _shown(facts, beside),
    }


def duration(minutes: int) -> str:
    """ISO 8601, in hours and minutes: 2,070 is "PT34H30M"; a day is never implied."""
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
    return f"PT{parts}"


def _person(facts: Mapping[str, Any], beside: Beside, awarded: Json) -> Json:
    names = {beside.language: [beside.holder]}
    if beside.holder_native and beside.holder_native != beside.holder:
        names["und"] = [beside.holder_native]  # as the person writes it: a language is not known
    achievement = {
        "id": "urn:epass:learningAchievement:1",
        "type": "LearningAchievement",
        "title": _titles(facts["programme"]["title"], beside.language),
        "additionalNote": [
            _note(beside.unsigned, beside.language),
            _note(beside.share, beside.language),
        ],
        "awardedBy": awarded,
        "specifiedBy": {
            "id": "urn:epass:learningAchievementSpec:1",
            "type": "LearningAchievementSpecification",
            "title": _titles(facts["programme"]["title"], beside.language),
            "volumeOfLearning": duration(facts["required_minutes"]),
            "additionalNote": [_note(beside.asks, beside.language)],
        },
        "influencedBy": [_activity(facts, beside.language, awarded)],
        "provenBy": _assessments(facts, beside, awarded),
        "hasPart": _levels(facts, beside.language, awarded),
    }
    claim = {name: value for name, value in achievement.items() if value != []}
    return {"type": "Person", "fullName": names, "hasClaim": [claim]}


def _awarded(organisation: Json, issued: str) -> Json:
    return {
        "id": "urn:epass:awardingProcess:1",
        "type": "AwardingProcess",
        "awardingBody": [organisation],
        "awardingDate": issued,
    }


def _activity(facts: Mapping[str, Any], language: str, awarded: Json) -> Json:
    """What was attended: the programme, with its courses as parts."""
    whole = _attended(1, facts["programme"]["title"], facts, language, awarded)
    if facts.get("first_day") and facts.get("last_day"):
        whole["temporal"] = [
            {
                "type": "PeriodOfTime",
                "startDate": _moment(facts["first_day"]),
                "endDate": _moment(facts["last_day"]),
            }
        ]
    if parts := [
        _attended(number, course["title"], course, language, awarded)
        for number, course in enumerate(facts["courses"], 2)
    ]:
        whole["hasPart"] = parts
    return whole


def _attended(
    number: int, title: Any, of: Mapping[str, Any], language: str, awarded: Json
) -> Json:  # fmt: skip
    done, asked = of["total_minutes"], of["required_minutes"]
    return {
        "id": f"urn:epass:learningActivity:{number}",
        "type": "LearningActivity",
        "title": _titles(title, language),
        "workload": duration(done),
        "levelOfCompletion": min(100, int(Fraction(done * 100, asked))) if asked else 0,
        "awardedBy": awarded,
        "specifiedBy": {
            "id": f"urn:epass:learningActivitySpec:{number}",
            "type": "LearningActivitySpecification",
            "title": _titles(title, language),
            "volumeOfLearning": duration(asked),
        },
    }


def _assessments(facts: Mapping[str, Any], beside: Beside, awarded: Json) -> list[Json]:
    found = []
    for test in passed_tests(facts):
        found.append((_titles(test["title"], beside.language), test.get("passed_on")))
    if portfolio := facts.get("portfolio"):
        found.append(({beside.language: [beside.portfolio]}, portfolio.get("accepted_on")))
    return [
        {
            "id": f"urn:epass:learningAssessment:{number}",
            "type": "LearningAssessment",
            "title": title,
            "grade": _note(beside.passed, beside.language),
            "awardedBy": awarded,
            **({"dateIssued": _moment(on)} if on else {}),
        }
        for number, (title, on) in enumerate(found, 1)
    ]


def _levels(facts: Mapping[str, Any], language: str, awarded: Json) -> list[Json]:
    """A level that was reached is an achievement of its own, in the codes of its framework."""
    return [
        {
            "id": f"urn:epass:learningAchievement:{number}",
            "type": "LearningAchievement",
            "title": {language: [f"{one['framework'].upper()}, {one['skill']}: {one['exit']}"]},
            "awardedBy": awarded,
        }
        for number, one in enumerate(facts["levels"], 2)
        if one.get("exit")
    ]


def _shown(facts: Mapping[str, Any], beside: Beside) -> Json:
    language = _language(beside.language)
    shown: Json = {
        "id": "urn:epass:displayParameter:1",
        "type": "DisplayParameter",
        "title": _titles(facts["programme"]["title"], beside.language),
        "description": {beside.language: [beside.unsigned]},
        "language": [language],
        "primaryLanguage": language,
        "individualDisplay": [],
    }
    if beside.picture:
        image = {
            "type": "MediaObject",
            "content": base64.b64encode(beside.picture).decode(),
            "contentEncoding": _coded(*BASE64),
            "contentType": _listed("file-type", "PNG", "PNG"),
        }
        detail = {"type": "DisplayDetail", "page": 1, "image": image}
        shown["individualDisplay"] = [
            {"type": "IndividualDisplay", "language": language, "displayDetail": [detail]}
        ]
    return shown


def _titles(titles: Mapping[str, str] | str, language: str) -> Json:
    """A text in its languages, as the model writes it; one of no language is in `language`."""
    if isinstance(titles, str):
        return {language: [titles]}
    return {lang: [words] for lang, words in sorted(titles.items()) if words}


def _note(words: str, language: str) -> Json:
    return {"type": "Note", "noteLiteral": {language: [words]}}


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _language(code: str) -> Json:
    known = LANGUAGES.get(code.partition("-")[0], "MUL")
    return _listed("language", known, known)


def _listed(of: str, code: str, words: str) -> Json:
    return _concept(f"{OFFICE}{of}/{code}", f"{OFFICE}{of}", words)


def _coded(base: str, code: str, scheme: str, words: str) -> Json:
    return _concept(base + code, base + scheme, words)


def _concept(identifier: str, scheme: str, words: str) -> Json:
    return {
        "id": identifier,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": {"en": [words]},
    }
