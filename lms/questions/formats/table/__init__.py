"""A table of questions, CSV or XLSX: one row a question. docs/formats/questions.md says what its
columns hold."""

from lms.questions.formats.table.reading import read
from lms.questions.formats.table.writing import write, write_xlsx

__all__ = ["read", "write", "write_xlsx"]
