"""One way of writing a document, so that a signature says the same everywhere.

Two are known: as RDF (RDFC-1.0 over JSON-LD, W3C) and as JSON (RFC 8785). In the first a document
is read as a set of sentences, and what JSON-LD does not understand it leaves out without a word.
Here nothing may be left out, written twice, hidden behind another name, or smuggled through signs
that would end a sentence: whoever changes a document changes what is signed.
"""

import math
import re
from typing import Any

import rfc8785
from pyld.canon import URDNA2015
from pyld.jsonld import JsonLdError, JsonLdProcessor

from lms.credentials import contexts
from lms.credentials.strict import Unreadable, parts
from lms.credentials.words import Code

SENTENCES = 2_000  # of a document at most
NAMELESS = 600  # of its nodes at most
PATIENCE = 2_000  # comparisons of nodes that look alike; beyond, the graph was made to be slow
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>\"{}|^`\\]*")
TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
WORDS = {"@value", "@language"}  # what may stand in a document itself, beside its vocabularies
BROKEN = (  # what the library raises for what it did not think of
    JsonLdError, TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError,
)  # fmt: skip
OPTIONS = {"documentLoader": contexts.loaded, "processingMode": "json-ld-1.1", "base": ""}


def as_json(document: Any) -> bytes:
    """By RFC 8785. Raises Unreadable."""
    try:
        return rfc8785.dumps(document)
    except rfc8785.CanonicalizationError:
        raise Unreadable(Code.NOT_JSON) from None


def as_sentences(document: dict[str, Any]) -> bytes:
    """By RDFC-1.0, as sorted N-Quads. Raises Unreadable where anything would be lost."""
    plain(document)
    lost: list[Any] = []
    try:
        expanded = JsonLdProcessor(on_property_dropped=lost.append).expand(document, dict(OPTIONS))
        if lost or len(expanded) != 1:
            raise Unreadable(Code.UNSIGNED, term=str(lost[0] if lost else "@graph")[:100])
        complete(expanded)
        dataset = JsonLdProcessor().to_rdf(expanded, dict(OPTIONS))
    except BROKEN:
        raise Unreadable(Code.NOT_LINKED) from None
    bounded(dataset)
    written = Bounded().main(dataset, {"algorithm": "URDNA2015", "format": "application/n-quads"})
    return written.encode()


def plain(document: dict[str, Any]) -> None:
    """Refuses what would let one document be written in two ways: another name for a term, an own
    vocabulary inside, a second description of the whole, values that are nothing."""
    waiting = [value for key, value in document.items() if key != "@context"]
    for key in document:
        proper(key, {"@context"})
    while waiting:
        value = waiting.pop()
        if value is None:
            raise Unreadable(Code.NOTHING)
        if isinstance(value, dict):
            for key in value:
                proper(key, WORDS)
            if "id" in value and value["id"] == document.get("id") and len(value) > 1:
                raise Unreadable(Code.TWICE, key="id")
        waiting += parts(value)


def proper(key: str, words: set[str]) -> None:
    if (key.startswith("@") and key not in words) or ":" in key:
        raise Unreadable(Code.UNSIGNED, term=key[:100])


def complete(expanded: Any) -> None:
    """Raises Unreadable where something of what was understood could not be written as a sentence:
    a name that is no address, a type that nobody defined, a language that is none."""
    waiting = list(expanded)
    while waiting:
        node = waiting.pop()
        if "@value" in node:
            good = set(node) <= {"@value", "@type", "@language"}
            good &= TAG.fullmatch(node.get("@language", "en")) is not None
            kinds = [node["@type"]] if "@type" in node else []
        else:
            good = all(key in ("@id", "@type", "@list", "@graph") or iri(key) for key in node)
            good &= "@list" not in node or len(node) == 1
            kinds = [*node.get("@type", []), *([node["@id"]] if "@id" in node else [])]
            for key, inner in node.items():
                waiting += inner if key not in ("@id", "@type") else []
        if not good or not all(iri(kind) for kind in kinds if kind != "@json"):
            words = next((kind for kind in kinds if not iri(kind)), "@language")
            raise Unreadable(Code.UNSIGNED, term=str(words)[:100])


def iri(text: Any) -> bool:
    return isinstance(text, str) and IRI.fullmatch(text) is not None


def bounded(dataset: dict[str, list[dict[str, Any]]]) -> None:
    """Raises Unreadable where there are too many sentences, or where a name in one holds signs that
    would end it."""
    nodes: set[str] = set()
    if sum(len(sentences) for sentences in dataset.values()) > SENTENCES:
        raise Unreadable(Code.TOO_MUCH, most=SENTENCES)
    for sentences in dataset.values():
        for sentence in sentences:
            for term in sentence.values():
                if term["type"] == "blank node":
                    nodes.add(term["value"])
                name = term.get("datatype") if term["type"] == "literal" else term["value"]
                if term["type"] != "blank node" and not iri(name):
                    raise Unreadable(Code.UNSIGNED, term=str(name)[:100])
    if len(nodes) > NAMELESS:
        raise Unreadable(Code.TOO_MUCH, most=NAMELESS)


class Bounded(URDNA2015):
    """The canonical names of nodes without names. A few dozen nodes that all look alike can keep a
    computer busy for years; such a graph is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.spent = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        related = super().create_hash_to_related(id_, issuer)
        self.spent += 1 + sum(math.factorial(min(len(alike), 10)) for alike in related.values())
        if self.spent > PATIENCE:
            raise Unreadable(Code.POISON)
        return related
