"""What makes the kinds of questions different, as QTI 3 has it. Gaps are in gaps.py."""

from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from flask_babel import gettext as _

from lms.questions.formats.figures import decimal
from lms.questions.formats.qti.body import ident, lines, node, picture, seen, words
from lms.questions.formats.qti.draft import RESPONSE, Draft, score
from lms.questions.formats.qti.gaps import cloze
from lms.questions.shape import Face, Kind, Option, Partial


def options(draft: Draft) -> None:
    """One of several, several of several, true or false."""
    question = draft.question
    several = question.kind is Kind.CHOICES
    most = len(question.options) if several else 1
    interaction = _asked(
        draft, "choice-interaction", max_choices=most, min_choices=0, shuffle=question.shuffle
    )
    for option in question.options:
        one = node(interaction, "simple-choice", identifier=ident(option.id))
        if question.kind is Kind.TRUE_FALSE:
            lines(one, _("True") if option.id == "true" else _("False"))
        seen(one, option.face, draft.out)
        if option.feedback:
            said = node(one, "feedback-inline", outcome_identifier="CHOSEN",
                        identifier=ident(option.id), show_hide="show")  # fmt: skip
            words(said, option.feedback, draft.out)
    declared = _worth(draft, "multiple" if several else "single", question.options)
    if any(option.feedback for option in question.options):
        draft.chosen = declared


def _worth(draft: Draft, cardinality: str, parts: tuple[Option, ...]) -> Element:
    """The declaration of what is chosen, with the points of each where they differ."""
    question = draft.question
    right = [ident(one.id) for one in parts if one.is_right]
    shares = {ident(one.id): one.share for one in parts}
    if question.partial is Partial.BALANCED:
        wrong = len(parts) - len(right)
        shares = {
            name: Fraction(1, len(right)) if name in right else Fraction(-1, wrong)
            for name in shares
        }
    elif question.kind is not Kind.CHOICES:
        best = [ident(one.id) for one in parts if one.share == 1]
        if right == best and len(best) == 1:
            return draft.declare(RESPONSE, cardinality, "identifier", right)
        right = best[:1]
    elif question.partial is Partial.ALL:
        return draft.declare(RESPONSE, cardinality, "identifier", right)
    draft.how = "map"
    mapped = [(name, share * question.points) for name, share in shares.items() if share]
    return draft.declare(RESPONSE, cardinality, "identifier", right, mapped)


def order(draft: Draft) -> None:
    question = draft.question
    if question.partial is Partial.EACH:
        draft.out.changed(_("Other programs give the points only if the whole order is right."))
    interaction = _asked(draft, "order-interaction", shuffle=True)
    for option in question.options:
        one = node(interaction, "simple-choice", identifier=ident(option.id))
        seen(one, option.face, draft.out)
    draft.declare(RESPONSE, "ordered", "identifier", [ident(one.id) for one in question.options])


def match(draft: Draft) -> None:
    """Right sides that look the same are one."""
    question = draft.question
    interaction = _asked(
        draft, "match-interaction", max_associations=len(question.pairs), shuffle=question.shuffle
    )
    lefts = node(interaction, "simple-match-set")
    for pair in question.pairs:
        one = node(lefts, "simple-associable-choice", identifier=ident(pair.id), match_max=1)
        seen(one, pair.left, draft.out)
    faces: dict[str, Face] = {}
    right_of = {}
    for pair in question.pairs:
        name = next((name for name, face in faces.items() if face == pair.right), f"R{len(faces)}")
        faces[name], right_of[pair.id] = pair.right, name
    for option in question.extra:
        faces[f"X{len(faces)}"] = option.face
    rights = node(interaction, "simple-match-set")
    for name, face in faces.items():
        most = len(question.pairs)
        one = node(rights, "simple-associable-choice", identifier=name, match_max=most)
        seen(one, face, draft.out)
    pairs = [f"{ident(name)} {right}" for name, right in right_of.items()]
    each = question.points / len(pairs)
    mapped = [(pair, each) for pair in pairs] if question.partial is Partial.EACH else []
    draft.how = "map" if mapped else "match"
    draft.declare(RESPONSE, "multiple", "directedPair", pairs, mapped)


def text(draft: Draft) -> None:
    question = draft.question
    entry = _entry(draft)
    longest = max(len(one.text) for one in question.answers)
    entry.set("expected-length", str(longest))
    if not question.accents and any(not one.text.isascii() for one in question.answers):
        draft.out.changed(_("Other programs ask for every accent."))
    right = [one.text for one in question.answers if one.share == 1][:1]
    mapped = {one.text: one.share * question.points for one in reversed(question.answers)}
    draft.how = "map"
    draft.declare(RESPONSE, "single", "string", right, reversed(mapped.items()), case=question.case)


def number(draft: Draft) -> None:
    """Compared with each number and its tolerance, the best first."""
    question = draft.question
    _entry(draft)
    if question.units:
        draft.out.changed(_("Other programs take the number without its unit only."))
    numbers = sorted(question.numbers, key=lambda one: -one.share)
    draft.declare(RESPONSE, "single", "float", [decimal(numbers[0].value, 10)])
    condition = node(None, "response-condition")
    for place, one in enumerate(numbers):
        rule = node(condition, "response-else-if" if place else "response-if")
        tolerance = decimal(one.tolerance, 10)
        equal = node(rule, "equal", tolerance_mode="absolute", tolerance=f"{tolerance} {tolerance}")
        node(equal, "variable", identifier=RESPONSE)
        node(equal, "base-value", decimal(one.value, 10), base_type="float")
        score(rule, one.share * question.points)
    draft.rules = [condition]


def _entry(draft: Draft) -> Element:
    asked = SubElement(draft.body, "div")
    seen(asked, draft.question.prompt, draft.out)
    return node(SubElement(draft.body, "p"), "text-entry-interaction", response_identifier=RESPONSE)


def hotspot(draft: Draft) -> None:
    question = draft.question
    if question.prompt.audio:
        seen(SubElement(draft.body, "div"), Face(audio=question.prompt.audio), draft.out)
    interaction = node(draft.body, "hotspot-interaction", response_identifier=RESPONSE,
                       max_choices=1)  # fmt: skip
    words(node(interaction, "prompt"), question.prompt.text, draft.out)
    width, height = picture(interaction, question.prompt, draft.out, sized=True)
    for spot in question.spots:
        figures = (spot.x * width, spot.y * height, spot.radius * width)
        coords = ",".join(str(round(one / 100)) for one in figures)
        label = {"hotspot_label": draft.out.words(spot.words)} if spot.words else {}
        node(interaction, "hotspot-choice", identifier=ident(spot.id), shape="circle",
             coords=coords, **label)  # fmt: skip
    parts = tuple(Option(one.id, Face(), one.share) for one in question.spots)
    _worth(draft, "single", parts)
    if any(spot.feedback for spot in question.spots):
        draft.out.changed(_("Other programs do not see what is said of each place."))


def by_a_person(draft: Draft) -> None:
    question, out = draft.question, draft.out
    draft.how = None
    if question.kind is Kind.ESSAY:
        _asked(draft, "extended-text-interaction")
        draft.declare(RESPONSE, "single", "string", [])
    else:
        sound = {"type": "audio/*"} if question.kind is Kind.AUDIO else {}
        _asked(draft, "upload-interaction", **sound)
        draft.declare(RESPONSE, "single", "file", [])
    told = [out.words(question.model_answer)] if question.model_answer else []
    told += [f"- {out.words(one.title)} (0-{one.points})" for one in question.rubric]
    if told:
        block = node(draft.body, "rubric-block", view="scorer", use="scoring")
        inner = SubElement(node(block, "content-body"), "p")
        lines(inner, "\n".join(told))


def _asked(draft: Draft, name: str, **values: object) -> Element:
    """An interaction with its prompt."""
    interaction = node(draft.body, name, response_identifier=RESPONSE, **values)
    seen(node(interaction, "prompt"), draft.question.prompt, draft.out)
    return interaction


KINDS: dict[Kind, Callable[[Draft], None]] = {
    Kind.CHOICE: options,
    Kind.CHOICES: options,
    Kind.TRUE_FALSE: options,
    Kind.MATCH: match,
    Kind.ORDER: order,
    Kind.TEXT: text,
    Kind.NUMBER: number,
    Kind.CLOZE: cloze,
    Kind.HOTSPOT: hotspot,
    Kind.AUDIO: by_a_person,
    Kind.ESSAY: by_a_person,
    Kind.FILE: by_a_person,
}
