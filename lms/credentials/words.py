"""What a check looks at and what came of it, in the reader's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

NOTHING: Mapping[str, Any] = MappingProxyType({})  # the values of most reasons


class Code(StrEnum):
    """What came of a check. Its values have their places in its words."""

    # a file that can be read
    READ = "read"
    TOO_LARGE = "too_large"
    NO_BADGE = "no_badge"
    TWO_BADGES = "two_badges"
    OLD_BADGE = "old_badge"
    DAMAGED = "damaged"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    TWICE = "twice"
    NUMBER = "number"
    TOO_MUCH = "too_much"
    TOO_DEEP = "too_deep"
    # terms that are understood
    KNOWN_TERMS = "known_terms"
    STRANGE_TERMS = "strange_terms"
    UNSIGNED = "unsigned"
    NOT_LINKED = "not_linked"
    NOTHING = "nothing"
    POISON = "poison"
    # a badge
    BADGE = "badge"
    NO_TYPE = "no_type"
    LACKS = "lacks"
    # who issued it
    OURS = "ours"
    ITS_KEY = "its_key"
    GIVEN_KEY = "given_key"
    PRETENDS = "pretends"
    UNKNOWN_ISSUER = "unknown_issuer"
    FOREIGN_KEY = "foreign_key"
    RETIRED_KEY = "retired_key"
    NO_ISSUER = "no_issuer"
    EMBEDDED_KEY = "embedded_key"
    # the signature
    SIGNED = "signed"
    NOT_SIGNED = "not_signed"
    CHANGED = "changed"
    UNKNOWN_SUITE = "unknown_suite"
    WRONG_PURPOSE = "wrong_purpose"
    BAD_ALGORITHM = "bad_algorithm"
    WRONG_ALGORITHM = "wrong_algorithm"
    BAD_HEADER = "bad_header"
    TWO_STORIES = "two_stories"
    BAD_PROOF = "bad_proof"
    # days
    IN_TIME = "in_time"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    BAD_DATE = "bad_date"
    # whether it was revoked
    STANDS = "stands"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NO_STATUS = "no_status"
    NEEDS_NETWORK = "needs_network"
    OLD_STATUS = "old_status"
    BAD_STATUS = "bad_status"
    UNKNOWN_HERE = "unknown_here"
    DIFFERENT = "different"
    ERASED = "erased"
    SILENT = "silent"
    BEFORE = "before"


NAMES = {
    "format": _l("The file"),
    "contexts": _l("Its terms"),
    "types": _l("What it is"),
    "issuer": _l("Who issued it"),
    "proof": _l("Signature"),
    "dates": _l("Dates"),
    "status": _l("Revoked or not"),
}
REASONS = {
    Code.READ: _l("It can be read."),
    Code.TOO_LARGE: _l("The file is larger than %(megabytes)s MB."),
    Code.NO_BADGE: _l("There is no badge in this file."),
    Code.TWO_BADGES: _l("There is more than one badge in this file. Which one is meant?"),
    Code.OLD_BADGE: _l("This is a badge by Open Badges 2. Only version 3 is signed in itself."),
    Code.DAMAGED: _l("The picture is damaged or is not what it seems to be."),
    Code.NOT_TEXT: _l("The text in it holds bytes or signs that no text may hold."),
    Code.NOT_JSON: _l("The text in it is not JSON."),
    Code.TWICE: _l("“%(key)s” stands in it twice, so it could be read in two ways."),
    Code.NUMBER: _l("The number %(number)s cannot be read in the same way everywhere."),
    Code.TOO_MUCH: _l("There is too much in it: more than %(most)s parts."),
    Code.TOO_DEEP: _l("It is nested too deeply: more than %(deepest)s levels."),
    Code.KNOWN_TERMS: _l("Its vocabulary is known here, and everything in it is signed."),
    Code.STRANGE_TERMS: _l("It uses a vocabulary that is not known here: %(address)s"),
    Code.UNSIGNED: _l("“%(term)s” is in the file, but the signature does not cover it."),
    Code.NOT_LINKED: _l("Its terms contradict one another."),
    Code.NOTHING: _l("An empty value (null) is in the file, and the signature does not cover it."),
    Code.POISON: _l("It is built so that checking it would take for ever."),
    Code.BADGE: _l("It is a badge by Open Badges 3.0 and has everything that one needs."),
    Code.NO_TYPE: _l("It is signed data, but not a badge by Open Badges 3.0."),
    Code.LACKS: _l("What a badge needs is missing: %(key)s"),
    Code.OURS: _l("It was issued here."),
    Code.ITS_KEY: _l(
        "The issuer is its key alone (%(issuer)s). Nobody vouches here for whose key it is: a name"
        " in the file is only what its maker says."
    ),
    Code.GIVEN_KEY: _l("The key is one of those that were given for %(issuer)s."),
    Code.PRETENDS: _l("It says that it was issued here, but no key of this place signed it."),
    Code.UNKNOWN_ISSUER: _l("The keys of %(issuer)s are not known here. Get them from the issuer."),
    Code.FOREIGN_KEY: _l("It was signed with a key that is not the issuer's: %(method)s"),
    Code.RETIRED_KEY: _l("The key was retired before the date on which this is said to be issued."),
    Code.NO_ISSUER: _l("It does not say who issued it."),
    Code.EMBEDDED_KEY: _l("It brings its own key. That proves nothing about who issued it."),
    Code.SIGNED: _l("It is signed, and nothing was changed since."),
    Code.NOT_SIGNED: _l("It is not signed."),
    Code.CHANGED: _l("The signature does not fit: the content was changed, or another key signed."),
    Code.UNKNOWN_SUITE: _l("This kind of signature is not known here: %(suite)s"),
    Code.WRONG_PURPOSE: _l("The signature was made for another purpose: %(purpose)s"),
    Code.BAD_ALGORITHM: _l("The algorithm %(algorithm)s is refused."),
    Code.WRONG_ALGORITHM: _l("The algorithm %(algorithm)s does not fit the issuer's key."),
    Code.BAD_HEADER: _l("“%(key)s” in the header of the token is refused."),
    Code.TWO_STORIES: _l("The token says two different things about “%(key)s”."),
    Code.BAD_PROOF: _l("The signature is not written as it must be: %(key)s"),
    Code.IN_TIME: _l("It is valid at this time."),
    Code.NOT_YET: _l("It is not valid yet, but from %(on)s."),
    Code.EXPIRED: _l("It expired: %(on)s."),
    Code.BAD_DATE: _l("A date in it cannot be read: %(key)s"),
    Code.STANDS: _l("It has not been revoked."),
    Code.REVOKED: _l("It was revoked."),
    Code.SUSPENDED: _l("It is suspended."),
    Code.NO_STATUS: _l("It names no list in which it could be revoked."),
    Code.NEEDS_NETWORK: _l(
        "Not checked: whether it was revoked stands on the network, which is not used here. Ask the"
        " issuer: %(address)s"
    ),
    Code.OLD_STATUS: _l(
        "Not checked: the list of what was revoked is of %(on)s. Get the newest from the issuer."
    ),
    Code.BAD_STATUS: _l("The list of what was revoked cannot be used: %(why)s"),
    Code.UNKNOWN_HERE: _l("Nothing of this is known here."),
    Code.DIFFERENT: _l("It is not what was issued under this serial."),
    Code.ERASED: _l("It is valid. The holder's data were erased here at their wish."),
    Code.SILENT: _l("The holder's data were erased here. Nothing is said of it any more."),
    Code.BEFORE: _l("Not checked, because what comes before does not hold."),
}


def name(check: str) -> str:
    """What a check looks at."""
    return str(NAMES[check])


def reason(code: str, values: Mapping[str, Any], shown: Callable[[Any], str] = str) -> str:
    """What came of a check. `shown` writes moments in the reader's way."""
    words = {
        key: value if isinstance(value, str | int) else shown(value)
        for key, value in values.items()
    }
    if code == Code.REVOKED and "on" in words:
        return _("It was revoked on %(on)s.", on=words["on"])
    if code == Code.STANDS and "on" in words:
        return _("It had not been revoked when the list was made: %(on)s.", on=words["on"])
    return str(REASONS[Code(code)]) % words if words else str(REASONS[Code(code)])
