"""Moodle XML, as Moodle 2 to 5 write and read it: docs.moodle.org/en/Moodle_XML_format."""

from lms.questions.formats.moodle.reading import read
from lms.questions.formats.moodle.writing import write

__all__ = ["read", "write"]
