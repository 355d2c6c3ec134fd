"""The chain of a group's registers: how it is written, hashed and checked. No database, no words.

A link says what a register said at a moment. It is written as `facts`: JSON with its keys in order
and nothing between them, in UTF-8 (docs/decisions/seals.md has every field). Its hash is SHA-256 of

    previous hash, line end, number, line end, kind, line end, facts

so whoever has the hash of one link has a witness of everything before it. People stand in the facts
as digests: SHA-256 of a salt, their code and their name, each but the last followed by a line end.
What a digest means is kept beside the chain, and can be forgotten without breaking it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

VERSION = 1
FIRST = ""  # what the first link has as the hash before it
REASON = ""  # the code of an entry that is not a person's name, but the reason of an amendment
DELETED = 0  # the person of an entry, of whom not even marks are kept
GAP, PREVIOUS, HASH, FORMAT, NAME = "gap", "previous", "hash", "format", "name"


class Entry(NamedTuple):
    """What a digest means. After an erasure everything but the digest is empty, or DELETED."""

    digest: str
    salt: str | None = None
    code: str | None = None
    name: str | None = None
    person: int | None = None

    @property
    def is_erased(self) -> bool:
        return not self.salt

    @property
    def is_deleted(self) -> bool:
        """Whether what was kept of them without a name is deleted as well: their marks are not
        there any more, and need not be."""
        return self.is_erased and self.person == DELETED

    @property
    def holds(self) -> bool:
        """Whether the digest is that of what stands beside it."""
        return self.is_erased or self.digest == digest(
            self.salt or "", self.code or "", self.name or ""
        )


class Link(NamedTuple):
    """A link as it is kept."""

    number: int
    kind: str
    facts: str
    names: Sequence[Sequence[Any]]
    previous: str
    hash: str


class Fault(NamedTuple):
    """The first thing of a chain that does not hold: at which link, and what."""

    number: int
    what: str


def canonical(facts: Any) -> str:
    """The one way to write these facts."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def digest(salt: str, code: str, name: str) -> str:
    """What stands for a person (or a reason: `REASON` is its code) in the facts."""
    return sha256(salt, code, name)


def hash_of(previous: str, number: int, kind: str, facts: str) -> str:
    return sha256(previous, str(number), kind, facts)


def after(number: int, previous: str, kind: str, facts: Any, names: Sequence[Any]) -> Link:
    """The link that follows the one of this number and hash."""
    text = canonical(facts)
    return Link(number + 1, kind, text, names, previous, hash_of(previous, number + 1, kind, text))


def entries(names: Iterable[Sequence[Any]]) -> list[Entry]:
    """What stands beside a link, in whatever way it was emptied."""
    return [Entry(*row[:5]) for row in names if row]


def named(facts: Mapping[str, Any]) -> Iterator[str]:
    """Every digest that the facts of a link name."""
    session, amendment = facts["session"], facts.get("amendment") or {}
    found = [facts["by"], session["trainer"], session["substitute"]]
    found += [amendment.get(key) for key in ("who", "reason", "asked_by", "made_by")]
    for line in facts["people"]:
        found.append(line["who"])
        found += [mark["by"] for mark in line["marks"]]
    return (one for one in found if one)


def fault_of(link: Link, number: int, previous: str) -> str | None:
    """What does not hold in one link, where this number and this hash before it are expected."""
    if link.number != number:
        return GAP
    if link.previous != previous:
        return PREVIOUS
    if link.hash != hash_of(link.previous, link.number, link.kind, link.facts):
        return HASH
    try:
        facts = json.loads(link.facts)
        well = facts["version"] == VERSION and canonical(facts) == link.facts
        wanted = set(named(facts))
        known = entries(link.names)
    except (ValueError, KeyError, TypeError, AttributeError):
        return FORMAT
    if not well:
        return FORMAT
    named_once = len({one.digest for one in known}) == len(known)
    if not named_once or wanted - {one.digest for one in known} or not all(e.holds for e in known):
        return NAME
    return None


class Checker:
    """Walks along a chain, link by link; keeps the first fault and the last hash."""

    def __init__(self) -> None:
        self.count, self.last = 0, FIRST
        self.fault: Fault | None = None

    def see(self, link: Link) -> None:
        self.count += 1
        if self.fault is None and (what := fault_of(link, self.count, self.last)):
            number = self.count if what == GAP else link.number
            self.fault = Fault(number, what)
        self.last = link.hash


def verify(links: Iterable[Link]) -> Fault | None:
    """The first link of a whole chain, in order, that does not hold; none where all do.

    It finds every change, omission and change of order but one: the last links taken away together
    leave a chain that holds. Compare its last hash with one on paper.
    """
    checker = Checker()
    for link in links:
        checker.see(link)
        if checker.fault:
            break
    return checker.fault
