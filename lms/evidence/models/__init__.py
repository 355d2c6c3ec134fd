"""Sheets, scans and signatures; lists of online meetings; packs of evidence."""

from lms.evidence.models.lists import ListState, MeetingList, MeetingName
from lms.evidence.models.packs import Pack, PackPart, PackState
from lms.evidence.models.paper import Scan, Sheet, Signature

__all__ = [
    "ListState",
    "MeetingList",
    "MeetingName",
    "Pack",
    "PackPart",
    "PackState",
    "Scan",
    "Sheet",
    "Signature",
]
