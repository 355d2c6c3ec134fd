"""What answers say about questions: exact figures, from answers that are marked.

No database, no clock, no words. Shares, facility and discrimination are exact fractions; time is in
seconds. What an attempt is is said by its caller: of each person the first that counts, so that who
learns by trying again does not make a question look easier.

Facility and discrimination are those of classical test theory: T. L. Kelley, "The selection of
upper and lower groups for the validation of test items", Journal of Educational Psychology 30
(1939), 17-24 (the groups of 27 %); A. P. Johnson, "Notes on a suggested index of item validity: the
U-L index", the same journal 42 (1951), 499-504 (their difference).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from lms.assessments.marking import comparable, mark
from lms.questions.shape import NONE, Kind, Question, is_blank

LEAST = 5  # answers, below which a figure says more about people than about a question
LEAST_TO_COMPARE = 10  # answers, below which an upper and a lower group are nobody
GROUP = Fraction(27, 100)  # of all attempts, in each of the two groups
WEAK = Fraction(1, 5)  # a discrimination below it hardly tells who knows from who does not
EASY = Fraction(9, 10)  # a facility from which no question can tell much


class Answered(NamedTuple):
    """A question of an attempt: `points` it could bring, the `share` of them that it brought, the
    whole `seconds` between the answer before it and its own (None: nothing was saved)."""

    question: int
    points: Fraction
    share: Fraction
    blank: bool = False
    seconds: int | None = None


class Figures(NamedTuple):
    """What is known of a question. `attempts` is how many had it; the figures are None where they
    were too few (LEAST, LEAST_TO_COMPARE).

    facility        the mean share of its points, 0..1: high is easy
    discrimination  the mean share in the upper group less that in the lower, -1..1
    blank           the part of the attempts that left it empty, 0..1
    seconds         the median time
    """

    attempts: int
    facility: Fraction | None = None
    discrimination: Fraction | None = None
    blank: Fraction | None = None
    seconds: Fraction | None = None

    @property
    def is_weak(self) -> bool:
        """Whether a look at its key is worth it: it does not tell, and is not simply easy."""
        told, easy = self.discrimination, self.facility
        return told is not None and told < WEAK and (easy is None or easy < EASY)


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often something was answered. `name` is the id of an option, a spot, a part, or words;
    `share` what it is worth (of a part: what it brought in the mean). `times` is None where it is
    not told (rules/discreet.py)."""

    name: str
    times: int | None
    share: Fraction


def figures(attempts: Sequence[Sequence[Answered]]) -> dict[int, Figures]:
    """By question, what the attempts say of it. The order of the attempts does not matter."""
    found: dict[int, list[tuple[Answered, Fraction | None]]] = defaultdict(list)
    for attempt in attempts:
        whole = sum((one.points for one in attempt), NONE)
        got = sum((one.points * one.share for one in attempt), NONE)
        for one in attempt:
            left = whole - one.points  # the others decide who is in which group, never itself
            rest = (got - one.points * one.share) / left if left else None
            found[one.question].append((one, rest))
    return {question: _of_one(rows) for question, rows in found.items()}


def _of_one(rows: Sequence[tuple[Answered, Fraction | None]]) -> Figures:
    number = len(rows)
    if number < LEAST:
        return Figures(number)
    answers = [one for one, _rest in rows]
    return Figures(
        number,
        mean([one.share for one in answers]),
        discrimination([(rest, one.share) for one, rest in rows if rest is not None]),
        Fraction(sum(one.blank for one in answers), number),
        median([one.seconds for one in answers if one.seconds is not None]),
    )


def discrimination(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Upper less lower group, of (score in the rest of the attempt, share in this question).

    The groups are 27 % of the attempts each, not rounded. Attempts that are equal at the border of
    a group are in it in part, all in the same: so the order of equals changes nothing. None below
    LEAST_TO_COMPARE, and where all did the rest equally well.
    """
    if len(pairs) < LEAST_TO_COMPARE or len({rest for rest, _share in pairs}) == 1:
        return None
    return _of_the_first(pairs, highest=True) - _of_the_first(pairs, highest=False)


def _of_the_first(pairs: Sequence[tuple[Fraction, Fraction]], *, highest: bool) -> Fraction:
    """The mean share in the group of those who did the rest best (worst)."""
    equals: dict[Fraction, list[Fraction]] = defaultdict(list)
    for rest, share in pairs:
        equals[rest].append(share)
    places = free = len(pairs) * GROUP
    got = NONE
    for rest in sorted(equals, reverse=highest):
        taken = min(free, Fraction(len(equals[rest])))
        got += mean(equals[rest]) * taken
        free -= taken
        if not free:
            break
    return got / places


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, NONE) / len(values)


def median(values: Sequence[int]) -> Fraction | None:
    """The middle value; of an even number the middle of the two; None below LEAST."""
    if len(values) < LEAST:
        return None
    ordered, half = sorted(values), len(values) // 2
    if len(values) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


def spent(began: int, saved: Iterable[tuple[int, int]]) -> dict[int, int]:
    """By place, the seconds from the answer before (or the beginning) to each of its answers, added
    up. `saved` are (second, place) of every answer that was kept; all in seconds of one clock."""
    found: Counter[int] = Counter()
    before = began
    for second, place in sorted(saved):
        found[place] += max(0, second - before)
        before = max(before, second)
    return dict(found)


def chosen(question: Question, answers: Iterable[Mapping[str, Any] | None]) -> list[Chosen]:
    """What was answered how often: every option or spot, also those that nobody chose; of an answer
    in parts, each part with its mean share; of words and numbers those that were given twice or
    more, the most frequent first. Nothing for what a person marks. Blank answers are left out.
    """
    given = [one for one in answers if one is not None and not is_blank(one)]
    if question.kind in (Kind.MATCH, Kind.ORDER, Kind.CLOZE):
        return _parts(question, given)
    if question.kind in (Kind.TEXT, Kind.NUMBER):
        return _words(question, given)
    if question.kind is Kind.HOTSPOT:
        times = Counter(one.get("spot") for one in given)
        return [Chosen(spot.id, times[spot.id], spot.share) for spot in question.spots]
    times = Counter(name for one in given for name in _options(one))
    return [Chosen(one.id, times[one.id], one.share) for one in question.options]


def _options(answer: Mapping[str, Any]) -> list[Any]:
    return answer.get("options") or [answer.get("option")]


def _parts(question: Question, given: Sequence[Mapping[str, Any]]) -> list[Chosen]:
    if not given:
        return []
    shares: dict[str, list[Fraction]] = defaultdict(list)
    for answer in given:
        for name, share in mark(question, answer).parts.items():
            shares[name].append(share)
    return [Chosen(name, len(own), mean(own)) for name, own in shares.items()]


def _words(question: Question, given: Sequence[Mapping[str, Any]]) -> list[Chosen]:
    first: dict[str, Mapping[str, Any]] = {}
    times: Counter[str] = Counter()
    for answer in given:
        words = " ".join(str(answer.get(key, "")) for key in ("text", "unit")).strip()
        same = comparable(words, question.case, question.accents)
        first.setdefault(same, answer)
        times[same] += 1
    often = sorted(
        ((name, number) for name, number in times.items() if number > 1),
        key=lambda one: (-one[1], one[0]),
    )
    return [
        Chosen(name, number, mark(question, first[name]).share or NONE) for name, number in often
    ][:20]
