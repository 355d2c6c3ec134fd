"""What an item declares: which response is right, what each is worth, how it is marked."""

from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from lms.questions.formats.figures import meant, number
from lms.questions.formats.qti.nodes import all_of, words_of

NONE = Fraction(0)
KNOWN = frozenset({
    "responseprocessing", "responsecondition", "responseif", "responseelseif", "responseelse",
    "match", "variable", "correct", "setoutcomevalue", "basevalue", "mapresponse", "sum", "isnull",
    "not", "and", "equal", "stringmatch", "gte", "gt", "multiple",
})  # fmt: skip


@dataclass(slots=True)
class Declared:
    """One response. `mapped`: (response, points, whether capitals must be right)."""

    name: str
    cardinality: str = "single"
    base: str = "identifier"
    correct: list[str] = field(default_factory=list)
    mapped: list[tuple[str, Fraction, bool]] = field(default_factory=list)
    default: Fraction = NONE  # points of what the mapping does not name
    upper: Fraction | None = None

    def total(self) -> Fraction:
        """The points of a response that is wholly right, by the mapping."""
        above = [value for _key, value, _case in self.mapped if value > 0]
        if self.cardinality == "single":
            return max(above, default=NONE)
        return self.upper if self.upper and self.upper > 0 else sum(above, NONE)

    def shares(self) -> dict[str, Fraction]:
        """Response -> its share, by the mapping; without one what is correct is worth all."""
        total = self.total()
        if not total:
            return dict.fromkeys(self.correct, Fraction(1))
        return {key: meant(value / total) for key, value, _case in self.mapped}

    def other(self) -> Fraction:
        """The share of what the mapping does not name."""
        total = self.total()
        return meant(self.default / total) if total else NONE

    def right(self) -> list[str]:
        """The responses that are right, also where only a mapping says so."""
        return self.correct or [key for key, value, _case in self.mapped if value > 0]


class Marking:
    """How an item is marked, as far as it can be told from its rules."""

    def __init__(self, item: Element) -> None:
        self.declared = {
            one.get("identifier", ""): _declared(one) for one in all_of(item, "responsedeclaration")
        }
        rules = next(all_of(item, "responseprocessing"), None)
        self.rules = rules if rules is not None else Element("responseprocessing")
        template = (self.rules.get("template") or self.rules.get("templatelocation") or "").lower()
        names = {str(one.tag) for one in self.rules.iter()}
        has_map = any(one.mapped for one in self.declared.values())
        is_told = bool(template) or len(self.rules) > 0
        self.is_mapped = has_map and (
            "map_response" in template or "mapresponse" in names or not is_told
        )
        self.is_known = names <= KNOWN
        self.points = self._points(item)

    def of(self, interaction: Element) -> Declared:
        name = interaction.get("responseidentifier", "")
        return self.declared.get(name) or Declared(name)

    def _points(self, item: Element) -> Fraction | None:
        for outcome in all_of(item, "outcomedeclaration"):
            name = outcome.get("identifier", "").upper()
            value = next(all_of(outcome, "value"), None)
            if name == "MAXSCORE" and value is not None and (found := number(words_of(value))):
                return found
            if name == "SCORE" and (found := number(outcome.get("normalmaximum"))):
                return found
        totals = [one.total() for one in self.declared.values()] if self.is_mapped else []
        return sum(totals, NONE) or None


def _declared(element: Element) -> Declared:
    correct = next(all_of(element, "correctresponse"), None)
    mapping = next(all_of(element, "mapping"), None)
    entries = list(all_of(element, "mapentry"))
    return Declared(
        element.get("identifier", ""),
        element.get("cardinality", "single"),
        element.get("basetype", "identifier"),
        [words_of(one) for one in all_of(correct, "value")] if correct is not None else [],
        [
            (
                " ".join(one.get("mapkey", "").split()),
                number(one.get("mappedvalue")) or NONE,
                one.get("casesensitive", "true") != "false",
            )
            for one in entries
        ],
        (number(mapping.get("defaultvalue")) or NONE) if mapping is not None else NONE,
        number(mapping.get("upperbound")) if mapping is not None else None,
    )
