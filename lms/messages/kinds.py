"""The kinds of notices. Packages name theirs and put them into words; this floor knows none.

    @kind("session.cancelled", necessary=True)
    def cancelled(data: dict, reader: Person) -> Part: ...

It is called in the language of the reader (lms.messages.letters), with the facts of the notice. It
asks the database nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lms.people.models import Person


class Link(NamedTuple):
    """A way on: words, and a whole address (lms.addresses.outside)."""

    words: str
    url: str


class Part(NamedTuple):
    """What one notice says: a heading, sentences, ways on, and why this person is told."""

    heading: str  # also the subject of the mail, where it is the only part
    lines: list[str]
    why: str  # "You are in Jesenice, group A."
    links: Sequence[Link] = ()
    events: Sequence[tuple[str, Any]] = ()  # (method, icalendar.Event): "REQUEST" or "CANCEL"
    stop: str = ""  # a whole address where one tap ends just these, and not all of the kind


class Kind(NamedTuple):
    name: str
    words: Callable[[dict, Person], Part]
    necessary: bool  # cannot be unsubscribed from
    at_once: bool  # does not wait to be put together with others
    title: Any  # lazy: what the settings call it
    staff: bool = False  # learners are never told of this
    # what stands in for a secret in a mail that is kept -> the secret, only while it is sent
    hides: Callable[[dict], dict[str, str]] | None = None


KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    title: Any,
    *,
    necessary: bool = False,
    at_once: bool = False,
    staff: bool = False,
    hides: Callable[[dict], dict[str, str]] | None = None,
) -> Callable[[Callable], Callable]:
    def register(words: Callable[[dict, Person], Part]) -> Callable[[dict, Person], Part]:
        KINDS[name] = Kind(name, words, necessary, at_once, title, staff, hides)
        return words

    return register


def kinds_for(person: Person, *, necessary: bool) -> list[Kind]:
    """The kinds of which a person is told: those that are necessary, or those they may refuse."""
    told = (kind for kind in KINDS.values() if person.is_staff or not kind.staff)
    return [kind for kind in told if kind.necessary == necessary]
