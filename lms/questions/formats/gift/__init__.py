"""GIFT, Moodle's text format for questions, as docs.moodle.org/en/GIFT_format describes it."""

from lms.questions.formats.gift.reading import read
from lms.questions.formats.gift.writing import write

__all__ = ["read", "write"]
