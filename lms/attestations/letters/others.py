"""What a badge says of itself, whoever made it: shown only where its signature holds, and as what
its maker says."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

LONGEST = 300  # signs of a text of others


def says(credential: dict[str, Any] | None, *, vouched: bool) -> list[tuple[str, str]]:
    """Pairs: what it is, and what the badge says of it. `vouched`: it is known who issued it."""
    return [(name, words) for name, words in _parts(credential or {}, vouched) if words]


def is_like(credential: dict[str, Any] | None, names: Iterable[str]) -> bool:
    """Whether it says that one of these organisations issued it, however that is written."""
    credential = credential or {}
    achieved = _one(_one(credential.get("credentialSubject")).get("achievement"))
    makers = (credential.get("issuer"), achieved.get("creator"))
    said = [f" {_plain(_text(_one(one).get('name')))} " for one in makers]
    return any(f" {_plain(name)} " in one for name in names if _plain(name) for one in said)


def _plain(name: str) -> str:
    """Letters and digits of a name alone, in words; no accents, no signs that cannot be seen."""
    signs = unicodedata.normalize("NFKD", name)
    seen = "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cf", "Mn"))
    return " ".join(re.findall(r"\w+", seen.casefold()))


def _parts(credential: dict[str, Any], vouched: bool) -> Iterator[tuple[str, str]]:
    subject = _one(credential.get("credentialSubject"))
    achievement = _one(subject.get("achievement"))
    issuer = _one(credential.get("issuer"))
    yield _("For"), _text(achievement.get("name")) or _text(credential.get("name"))
    yield _("What it asks"), _text(_one(achievement.get("criteria")).get("narrative"))
    yield _("Holder"), ", ".join(_names(subject))
    yield _("Issuer") if vouched else _("Issuer, as the file says"), _text(issuer.get("name"))
    yield _("Key of the issuer"), _text(issuer.get("id"))
    yield _("Valid from"), _text(credential.get("validFrom") or credential.get("issuanceDate"))
    yield _("Valid until"), _text(credential.get("validUntil") or credential.get("expirationDate"))


def _names(subject: dict[str, Any]) -> Iterator[str]:
    """Names and addresses of the holder that are not hidden behind a hash."""
    identifiers = subject.get("identifier")
    for one in identifiers if isinstance(identifiers, list) else [identifiers]:
        if isinstance(one, dict) and one.get("hashed") is False:
            yield _text(one.get("identityHash"))


def _one(value: Any) -> dict[str, Any]:
    """An object; the first of several; one that is only named by its id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return {"id": value}
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
