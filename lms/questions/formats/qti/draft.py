"""An item of QTI 3 in the making: its declarations, its body, its rules of marking."""

from collections.abc import Iterable
from fractions import Fraction
from xml.etree.ElementTree import Element, tostring

from lms.questions.formats.figures import decimal
from lms.questions.formats.outgoing import Outgoing
from lms.questions.formats.qti.body import ident, lines, node, words
from lms.questions.shape import Texts

SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = f"{SPACE} https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
TEMPLATE = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
RESPONSE = "RESPONSE"


class Draft:
    """`rules` are those of a kind that needs its own; else every response is matched with what is
    correct (`how` "match") or looked up in its mapping ("map"), or nothing is marked (None)."""

    def __init__(self, out: Outgoing) -> None:
        self.out, self.question = out, out.question
        self.declared: list[Element] = []
        self.body = node(None, "item-body")
        self.how: str | None = "match"
        self.rules: list[Element] = []
        self.chosen: Element | None = None  # the declaration of options with feedback of their own

    def declare(
        self,
        name: str,
        cardinality: str,
        base: str,
        correct: Iterable[str],
        mapped: Iterable[tuple[str, Fraction]] = (),
        case: bool | None = None,
    ) -> Element:
        """A response. `mapped`: response -> points."""
        one = node(
            None, "response-declaration", identifier=name, cardinality=cardinality, base_type=base
        )
        values = list(correct)
        if values:
            right = node(one, "correct-response")
            for value in values:
                lines(node(right, "value"), value)
        if entries := list(mapped):
            upper = decimal(self.question.points, 10)
            mapping = node(one, "mapping", default_value="0", lower_bound="0", upper_bound=upper)
            extra = {} if case is None else {"case_sensitive": case}
            for key, points in entries:
                told = decimal(points, 10)
                node(mapping, "map-entry", map_key=key, mapped_value=told, **extra)
        self.declared.append(one)
        return one

    def content(self, title: str) -> bytes:
        """The item as bytes."""
        root = Element("qti-assessment-item", {
            "xmlns": SPACE, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": SCHEMA,
            "identifier": ident(self.question.key), "title": title, "adaptive": "false",
            "time-dependent": "false", LANG: self.out.language,
        })  # fmt: skip
        root.extend(self.declared)
        root.extend(self._outcomes())
        root.append(self.body)
        if self.how or self.rules:
            root.append(self._processing())
        root.extend(self._modal())
        return tostring(root, encoding="utf-8", xml_declaration=True)

    @property
    def _cases(self) -> dict[str, Texts]:
        said = self.question.feedback
        found = {"right": said.right, "partly": said.partly, "wrong": said.wrong}
        return {name: texts for name, texts in found.items() if texts}

    def _outcomes(self) -> Iterable[Element]:
        points = decimal(self.question.points, 10)
        for name, value in (("SCORE", "0"), ("MAXSCORE", points)):
            one = node(
                None,
                "outcome-declaration",
                identifier=name,
                cardinality="single",
                base_type="float",
            )
            node(node(one, "default-value"), "value", value)
            yield one
        for name, wanted in (("FEEDBACK", self._cases), ("GENERAL", self.question.feedback.always)):
            if wanted:
                one = node(None, "outcome-declaration", identifier=name, cardinality="single",
                           base_type="identifier")  # fmt: skip
                if name == "GENERAL":
                    node(node(one, "default-value"), "value", "always")
                yield one
        if self.chosen is not None:
            cardinality = self.chosen.get("cardinality", "single")
            yield node(None, "outcome-declaration", identifier="CHOSEN", cardinality=cardinality,
                       base_type="identifier")  # fmt: skip

    def _processing(self) -> Element:
        plain = not (self.rules or self._cases or self.chosen is not None)
        alone = [one.get("identifier") for one in self.declared] == [RESPONSE]
        if plain and alone and (self.how == "map" or self.question.points == 1):
            name = "map_response" if self.how == "map" else "match_correct"
            return node(None, "response-processing", template=TEMPLATE.format(name))
        rules = node(None, "response-processing")
        if self.rules:
            rules.extend(self.rules)
        elif self.how == "map":
            total = node(node(rules, "set-outcome-value", identifier="SCORE"), "sum")
            for one in self.declared:
                node(total, "map-response", identifier=one.get("identifier"))
        else:
            self._matched(rules)
        if self.chosen is not None:
            put = node(rules, "set-outcome-value", identifier="CHOSEN")
            node(put, "variable", identifier=RESPONSE)
        if self._cases:
            self._said(rules)
        return rules

    def _matched(self, rules: Element) -> None:
        rule = node(node(rules, "response-condition"), "response-if")
        every = node(rule, "and") if len(self.declared) > 1 else rule
        for one in self.declared:
            match = node(every, "match")
            node(match, "variable", identifier=one.get("identifier"))
            node(match, "correct", identifier=one.get("identifier"))
        score(rule, self.question.points)

    def _said(self, rules: Element) -> None:
        """Which feedback is shown, by the score."""
        condition = node(rules, "response-condition")
        for case, tag, name, least in (
            ("right", "response-if", "gte", self.question.points),
            ("partly", "response-else-if", "gt", Fraction(0)),
        ):
            rule = node(condition, tag)
            compared = node(rule, name)
            node(compared, "variable", identifier="SCORE")
            node(compared, "base-value", decimal(least, 10), base_type="float")
            _feedback(rule, case)
        _feedback(node(condition, "response-else"), "wrong")

    def _modal(self) -> Iterable[Element]:
        said = {**self._cases}
        if self.question.feedback.always:
            said["always"] = self.question.feedback.always
        for name, texts in said.items():
            outcome = "GENERAL" if name == "always" else "FEEDBACK"
            one = node(None, "modal-feedback", outcome_identifier=outcome, identifier=name,
                       show_hide="show")  # fmt: skip
            inner = Element("p")
            node(one, "content-body").append(inner)
            words(inner, texts, self.out)
            yield one


def score(rule: Element, points: Fraction) -> None:
    put = node(rule, "set-outcome-value", identifier="SCORE")
    node(put, "base-value", decimal(points, 10), base_type="float")


def _feedback(rule: Element, case: str) -> None:
    put = node(rule, "set-outcome-value", identifier="FEEDBACK")
    node(put, "base-value", case, base_type="identifier")
