"""The record of a completion (lms/completion/record.py) as an Open Badges 3.0 credential, unsigned.

Everything that an attestation certifies is in it, minutes as whole numbers and ratios as exact
text, so that no program can read it otherwise. Its sentences are in the language that is spoken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from flask_babel import gettext as _

from lms.credentials import asked, contexts, status
from lms.credentials.passed import passed_tests
from lms.credentials.proofs import moment
from lms.credentials.strict import HIDDEN

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CONTEXTS = [contexts.CREDENTIALS, contexts.BADGES, EXTENSIONS]
TOTAL = "total"  # the hours of the whole programme
EXAM = "assessment"


@dataclass(frozen=True)
class Place:
    """Where the public lists of what was revoked keep a badge."""

    list: int
    index: int


def titled(titles: Mapping[str, str] | str, language: str) -> str:
    """A title in a language, in English, or in any that there is."""
    if isinstance(titles, str):
        return seen(titles)
    return seen(titles.get(language) or titles.get("en") or next(iter(titles.values()), ""))


def seen(text: str) -> str:
    """A text without signs that cannot be seen, which no verifier takes."""
    return HIDDEN.sub("", text)


def badge(
    facts: Mapping[str, Any],
    *,
    serial: str,
    holder: str,
    holder_native: str | None = None,
    issued_at: datetime,
    issuer: str,
    address: str,
    status: Place,
    language: str = "en",
    picture: str | None = None,
) -> dict[str, Any]:
    """An AchievementCredential, to be signed. `issuer`: a DID. `address`: of the installation,
    without a slash at its end. `picture`: the address of the badge's picture, or a data address."""
    address = address.rstrip("/")
    return {
        "@context": CONTEXTS,
        "id": f"{address}/verify/{serial}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": titled(facts["programme"]["title"], language),
        "issuer": profile(facts, issuer=issuer, address=address),
        "validFrom": moment(issued_at),
        "credentialSubject": subject(
            facts,
            achievement(facts, issuer=issuer, address=address, language=language, picture=picture),
            [holder, *([holder_native] if holder_native and holder_native != holder else [])],
            serial,
            language,
        ),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": entry(address, status),
    }


def entry(address: str, place: Place) -> dict[str, Any]:
    return status.entry(f"{address}/credentials/status/{place.list}", place.index)


def profile(facts: Mapping[str, Any], *, issuer: str, address: str) -> dict[str, Any]:
    """The organisation, by whose key the badge is signed."""
    name = seen(facts["organisation"]["name"])
    return {"id": issuer, "type": ["Profile"], "name": name, "url": address}


def achievement(
    facts: Mapping[str, Any],
    *,
    issuer: str,
    address: str,
    language: str = "en",
    picture: str | None = None,
) -> dict[str, Any]:
    """What a programme asks: the same for everybody who completed it by these rules."""
    programme = facts["programme"]
    here = f"{address.rstrip('/')}/achievements/{programme['slug']}"
    said = {
        "id": here,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": titled(programme["title"], language),
        "description": description(facts, language),
        "criteria": {"narrative": criteria(facts)},
        "creator": profile(facts, issuer=issuer, address=address),
        "inLanguage": language,
        "creditsAvailable": facts["required_units"],
        "resultDescription": [
            described(here, *result, language) for result in results(facts, language)
        ],
    }
    if picture:
        said["image"] = {"id": picture, "type": "Image"}
    return said


def description(facts: Mapping[str, Any], language: str) -> str:
    courses = ", ".join(titled(course["title"], language) for course in facts["courses"])
    return _(
        "%(units)s units of %(minutes)s minutes: %(courses)s",
        units=facts["required_units"],
        minutes=facts["unit_minutes"],
        courses=courses,
    )


def criteria(facts: Mapping[str, Any]) -> str:
    """By which rules it was judged. Their version is named; the rules stand in the record."""
    threshold, version = asked.threshold(facts), facts["policy"]["version"]
    if not threshold:
        return _("What the rules of the programme (version %(version)s) ask.", version=version)
    if not asked.counts_plainly(facts):
        return _(
            "At least %(threshold)s of the hours, by the programme's own way of counting, and what"
            " else the rules of the programme (version %(version)s) ask.",
            threshold=threshold,
            version=version,
        )
    return _(
        "At least %(threshold)s of %(minutes)s minutes, and what else the rules of the programme"
        " (version %(version)s) ask.",
        threshold=threshold,
        minutes=facts["required_minutes"],
        version=version,
    )


def results(facts: Mapping[str, Any], language: str) -> list[tuple[str, str, str, str]]:
    """Every measured thing as key, name, kind (of Open Badges) and value."""
    found = [
        (
            TOTAL,
            _("Minutes of %(minutes)s in all", minutes=facts["required_minutes"]),
            "RawScore",
            str(facts["total_minutes"]),
        )
    ]
    for course in facts["courses"]:
        words = {
            "course": titled(course["title"], language),
            "minutes": course["required_minutes"],
        }
        name = _("%(course)s: minutes of %(minutes)s", **words)
        found.append((f"course-{course['slug']}", name, "RawScore", str(course["total_minutes"])))
    exit_test = (facts.get("assessment") or {}).get("key")
    for test in passed_tests(facts):
        key = EXAM if test["key"] == exit_test else f"{EXAM}-{test['key']}"
        found.append((key, titled(test["title"], language), "Status", "Completed"))
    for level in facts.get("levels") or []:
        name = seen(f"{level['framework']}: {level['skill']}")
        key = f"{level['framework']}-{level['skill']}"
        found.append((key, name, "PerformanceLevel", level["exit"]))
    return found


def described(here: str, key: str, name: str, kind: str, _value: str, _lang: str) -> dict[str, Any]:
    return {
        "id": f"{here}#{quote(key)}",
        "type": ["ResultDescription"],
        "name": name,
        "resultType": kind,
    }


def subject(
    facts: Mapping[str, Any],
    achieved: dict[str, Any],
    names: list[str],
    serial: str,
    language: str,
) -> dict[str, Any]:
    """Who achieved it, by name, and how much of what."""
    said: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityHash": seen(name),
                "identityType": "name",
                "hashed": False,
            }
            for name in names
        ],
        "licenseNumber": serial,
        "achievement": achieved,
        "narrative": narrative(facts),
        "result": [
            result(f"{achieved['id']}#{quote(key)}", kind, seen(value))
            for key, _name, kind, value in results(facts, language)
        ],
    }
    for key, day in (("activityStartDate", "first_day"), ("activityEndDate", "last_day")):
        if facts.get(day):
            said[key] = f"{facts[day]}T00:00:00Z"
    if facts["total_minutes"] % facts["unit_minutes"] == 0:
        said["creditsEarned"] = facts["total_minutes"] // facts["unit_minutes"]
    return said


def result(described_at: str, kind: str, value: str) -> dict[str, Any]:
    said = {"type": ["Result"], "resultDescription": described_at}
    return {**said, "status" if kind == "Status" else "value": value}


def narrative(facts: Mapping[str, Any]) -> str:
    """The hours in one sentence, exact, with what of them was made up. Where the programme counts
    in another way (excused minutes, or what was held), its ratio is a sentence of its own."""
    total, required = facts["total_minutes"], facts["required_minutes"]
    hours = _(
        "%(total)s of %(required)s minutes (%(ratio)s) in units of %(unit)s minutes, of these"
        " %(made_up)s made up; %(attended)s sessions attended.",
        total=total,
        required=required,
        ratio=Fraction(total, required or 1),
        unit=facts["unit_minutes"],
        made_up=facts["make_up_minutes"],
        attended=facts["sessions"]["attended"],
    )
    if asked.counts_plainly(facts):
        return hours
    counted = _("By the programme's own way of counting: %(ratio)s.", ratio=facts["ratio"])
    return f"{hours} {counted}"
