"""QTI 2.1, 2.2 and 3.0, items and packages: www.imsglobal.org/spec/qti. Written is 3.0."""

from lms.questions.formats.qti.reading import read
from lms.questions.formats.qti.writing import write

__all__ = ["read", "write"]
