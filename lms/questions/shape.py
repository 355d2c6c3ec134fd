"""Questions as values. Texts are maps of languages; shares and points are exact fractions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

Texts = Mapping[str, str]  # language -> words; empty where there are none
ONE, NONE = Fraction(1), Fraction(0)


class Kind(StrEnum):
    """What a person does to answer. The last three are marked by a trainer."""

    CHOICE = "choice"  # one of several
    CHOICES = "choices"  # several of several
    TRUE_FALSE = "true_false"
    MATCH = "match"  # to each left side one of the right sides
    ORDER = "order"
    TEXT = "text"  # a few words
    NUMBER = "number"
    CLOZE = "cloze"  # a text with gaps
    HOTSPOT = "hotspot"  # a place on a picture
    AUDIO = "audio"  # recorded
    ESSAY = "essay"  # free text
    FILE = "file"


class Grade(StrEnum):
    """Which of a person's attempts at a quiz counts."""

    BEST = "best"
    LAST = "last"
    AVERAGE = "average"
    FIRST = "first"


BY_A_PERSON = frozenset({Kind.AUDIO, Kind.ESSAY, Kind.FILE})


class Partial(StrEnum):
    """What an answer that is right in part is worth.

    ALL       all or nothing: 1 if everything is right, else 0
    EACH      right parts / all parts (match, order, cloze)
    BALANCED  right chosen / all right - wrong chosen / all wrong, never below 0 (choices)
    SHARES    the sum of the shares of what was chosen, within 0..1 (choices)
    """

    ALL = "all"
    EACH = "each"
    BALANCED = "balanced"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Face:
    """What is seen or heard of a prompt, an option, a side of a pair. Media are "../media/<name>"
    of the question's course; `words` say what the picture shows."""

    text: Texts = field(default_factory=dict)
    picture: str | None = None
    words: Texts = field(default_factory=dict)
    audio: Texts = field(default_factory=dict)  # language -> "../media/<name>"

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.picture or self.audio)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said afterwards: always, and by how right the answer was."""

    always: Texts = field(default_factory=dict)
    right: Texts = field(default_factory=dict)
    partly: Texts = field(default_factory=dict)
    wrong: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """`share` of the points that choosing it brings; below 0 it takes away (only under SHARES)."""

    id: str
    face: Face
    share: Fraction = NONE
    feedback: Texts = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return self.share > 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and the right side that belongs to it. Equal right sides are one to choose."""

    id: str
    left: Face
    right: Face


@dataclass(frozen=True, slots=True)
class Accepted:
    """Words that are taken as an answer. In `text` a `*` is a star, nothing more."""

    text: str
    share: Fraction = ONE
    feedback: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """[value - tolerance, value + tolerance], in the first of the question's units."""

    value: Fraction
    tolerance: Fraction = NONE
    share: Fraction = ONE
    feedback: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which a number may be given. `factor` turns it into the first unit: with "m" the
    first, "km" has 1000."""

    name: str
    factor: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a cloze, written `[id]` in its text: typed (`answers`) or chosen (`options`)."""

    id: str
    answers: tuple[Accepted, ...] = ()
    options: tuple[Option, ...] = ()
    case: bool = False
    accents: bool = False
    points: Fraction = ONE  # its weight among the gaps


@dataclass(frozen=True, slots=True)
class Spot:
    """A round place on the picture: middle and radius in hundredths of its width and height
    (the radius of its width)."""

    id: str
    x: Fraction
    y: Fraction
    radius: Fraction
    words: Texts = field(default_factory=dict)
    share: Fraction = NONE
    feedback: Texts = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return self.share > 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: up to `points` for it. `levels` describe the whole points from 0 on,
    where the author wrote them."""

    id: str
    title: Texts
    points: int
    levels: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Which of the parts are filled depends on its kind; `reading.py` sees to it."""

    key: str
    kind: Kind
    prompt: Face
    points: Fraction = ONE
    tags: tuple[str, ...] = ()
    skill: str | None = None  # listening, speaking, reading, writing, digital
    hint: Texts = field(default_factory=dict)
    feedback: Feedback = field(default_factory=Feedback)
    partial: Partial = Partial.ALL
    shuffle: bool = True  # options, right sides; an order is always shuffled
    options: tuple[Option, ...] = ()  # choice, choices, true_false, order (in the right order)
    pairs: tuple[Pair, ...] = ()
    extra: tuple[Option, ...] = ()  # right sides that belong to nothing
    answers: tuple[Accepted, ...] = ()
    case: bool = False  # whether capitals must be right
    accents: bool = False  # whether accents must be right
    numbers: tuple[Number, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_required: bool = False
    gaps: tuple[Gap, ...] = ()
    spots: tuple[Spot, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    model_answer: Texts = field(default_factory=dict)  # for who marks
    most: int | None = None  # words of an essay; seconds of a recording
    language: str | None = None  # of what is to be typed: sets the keyboard and its direction

    @property
    def is_marked_by_a_person(self) -> bool:
        return self.kind in BY_A_PERSON

    @property
    def takes_a_file(self) -> bool:
        return self.kind in (Kind.AUDIO, Kind.FILE)


def is_blank(answer: Mapping[str, Any] | None) -> bool:
    """Whether nothing was answered (lms/questions/answers.py says what an answer is)."""
    return not answer or not any(answer.values())
