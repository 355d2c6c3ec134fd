"""The pack of evidence as a file: a public contract (docs/formats/evidence-pack.md)."""

from lms.evidence.exports.pack import Made, Step, write

__all__ = ["Made", "Step", "write"]
