"""Whom a name in a list of an online meeting means. Clues, no database; the same every time.

A clue is certain where nothing else can be meant: the e-mail address, what somebody decided
before, the code of a person in the name, a name that one person on the register alone has. All
else is a guess, which a person decides.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from lms.people.names import folded

EMAIL, DECIDED, CODE, NAME, STAFF = "email", "decided", "code", "name", "staff"
GUESSES, LIKELY = 3, 55  # how many are offered, and from which likeness on (of 100)
NOBODY = 0  # a decision: none of our learners (host, staff, a recording)
LONGEST, KEY_LONGEST = 200, 300  # characters
CODES = re.compile(r"[^\W_]+(?:[._-]+[^\W_]+)*")
INSIDE = re.compile(r"\(([^()]*)\)\s*$")
ANYBODY = {
    "iphone", "ipad", "android", "galaxy", "samsung", "huawei", "xiaomi", "redmi", "nokia",
    "phone", "telefon", "tablet", "pc", "laptop", "computer", "user", "zoom", "guest", "gost",
    "gast", "host", "student", "admin", "me", "jaz", "unknown", "anonymous", "participant",
    "uporabnik", "teams", "zoomuser", "oppo", "honor", "pixel", "motorola", "desktop", "ضيف",
    "مستخدم",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who can be meant."""

    id: int
    code: str
    name: str
    native_name: str | None = None
    email: str | None = None
    is_here: bool = False  # on the register, not only in the programme
    is_staff: bool = False


class Found(NamedTuple):
    """Whom a name means, and why; `person` NOBODY: none of our learners. Without `why` it is not
    certain, and there may be guesses: those of `first` are among them."""

    person: int | None
    why: str = ""
    first: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        return bool(self.why)


@dataclass(slots=True)
class Crowd:
    """Everybody who can be meant, by what is known of them. `decided`: what was decided of names
    before, by their keys; `chosen`: what was decided of them in this list."""

    people: Sequence[Known]
    decided: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, int] = field(default_factory=dict)
    by_email: dict[str, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_id: dict[int, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.people:
            self.by_id[one.id] = one
            if one.email:
                self.by_email[one.email.lower()] = one
            if any(c.isdigit() for c in one.code):
                self.by_code[one.code.casefold()] = one
            for name in (one.name, one.native_name):
                if name and (comparable := sorted_words(name)):
                    self.by_name[comparable].add(one.id)

    def find(self, name: str, email: str) -> Found:
        """The clues, the strongest first."""
        before = self.decided.get(key(name, email))
        if before is not None and not is_anybody(name, email):
            return Found(before, DECIDED)
        if email and (owner := self.by_email.get(email.lower())):
            return certain(owner, EMAIL)
        codes = {one.id: one for one in map(self.by_code.get, codes_in(name)) if one}
        if len(codes) == 1:
            return certain(next(iter(codes.values())), CODE)
        alike = {i for one in spellings(name) for i in self.by_name.get(sorted_words(one), ())}
        here = [self.by_id[i] for i in alike if self.by_id[i].is_here or self.by_id[i].is_staff]
        if len(here) == 1 and len(alike) == 1:
            return certain(here[0], NAME)
        return Found(None, "", (before,) if before else ())

    def guesses(self, name: str, first: Sequence[int] = ()) -> list[int]:
        """The learners who may be meant: `first`, those whose name is the same, then by likeness;
        who is on the register before who is not. Everybody is looked at: ask it of few names."""
        alike = {i for one in spellings(name) for i in self.by_name.get(sorted_words(one), ())}
        scores = {
            one.id: (one.id in first, one.id in alike, likeness(name, one), one.is_here)
            for one in self.people
            if not one.is_staff
        }
        likely = [i for i, score in scores.items() if any(score[:2]) or score[2] >= LIKELY]
        likely.sort(key=lambda i: (*(-part for part in scores[i]), self.by_id[i].code))
        return likely[:GUESSES]


def certain(one: Known, why: str) -> Found:
    """Staff are never marked as learners."""
    return Found(NOBODY, STAFF) if one.is_staff else Found(one.id, why)


def visible(text: str) -> str:
    """A name in one line, without signs that turn or hide it."""
    kept = (" " if c.isspace() else c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join("".join(kept).split())


def shown(text: str) -> str:
    """The same, as long as a page can show it."""
    return visible(text)[:LONGEST]


def key(name: str, email: str) -> str:
    """How a name is remembered: in small letters, with the e-mail address where there is one; what
    is longer than a column is told apart by its hash."""
    small = " ".join(unicodedata.normalize("NFKC", visible(name)).casefold().split())
    whole = f"{small} <{email.casefold()}>" if email else small
    if len(whole) <= KEY_LONGEST:
        return whole
    return f"{whole[:200]}#{hashlib.sha256(whole.encode()).hexdigest()}"


def letters(text: str) -> str:
    """The words of a name, to compare: no marks, no signs, no pictures."""
    kept = (c if c.isalnum() else " " for c in folded(shown(text)))
    return " ".join("".join(kept).split())


def sorted_words(text: str) -> str:
    """The same, in one order: "Hassan Amal" and "Amal Hassan" are one."""
    return " ".join(sorted(letters(text).split()))


def spellings(name: str) -> list[str]:
    """A name, and as Zoom writes a changed one: "new (old)"."""
    inside = INSIDE.search(name)
    return [name, *([name[: inside.start()], inside[1]] if inside else [])]


def codes_in(name: str) -> list[str]:
    """The words of a name that may be a person's code: those with a digit."""
    return [w.casefold() for w in CODES.findall(name) if any(c.isdigit() for c in w)]


def is_anybody(name: str, email: str) -> bool:
    """A name of a device or a program, behind which somebody else may be the next time."""
    words = letters(name).split()
    return not email and (not words or any(word in ANYBODY for word in words))


def likeness(name: str, one: Known) -> float:
    """From 0 to 100: how much the name looks like one of theirs, in any order of its words."""
    mine = [letters(each) for each in spellings(name)]
    theirs = [letters(each) for each in (one.name, one.native_name) if each]
    return max((alike(a, b) for a in mine for b in theirs if a and b), default=0.0)


def alike(one: str, other: str) -> float:
    """One word of two in common counts, and more where nothing else stands beside it."""
    sorted_ = fuzz.token_sort_ratio(one, other)
    return max(sorted_, 0.9 * fuzz.token_set_ratio(one, other))
