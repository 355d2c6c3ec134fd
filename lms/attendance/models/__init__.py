"""Sessions, the marks of their registers, seals, make-up; who signs up, what is handed out."""

from lms.attendance.models.checking import CheckIn, SentMark, Way
from lms.attendance.models.marks import Kind, MakeUp, Mark, Source
from lms.attendance.models.material import Feed, Material
from lms.attendance.models.offers import MakeUpOffer, OfferKind, OfferState
from lms.attendance.models.places import Announcement, SignUp, SignUpState
from lms.attendance.models.seals import Amendment, AmendmentState, Link, LinkKind
from lms.attendance.models.sessions import ClosingDay, Mode, Series, Session, Status

__all__ = [
    "Amendment",
    "AmendmentState",
    "Announcement",
    "CheckIn",
    "ClosingDay",
    "Feed",
    "Kind",
    "Link",
    "LinkKind",
    "MakeUp",
    "MakeUpOffer",
    "Mark",
    "Material",
    "Mode",
    "OfferKind",
    "OfferState",
    "SentMark",
    "Series",
    "Session",
    "SignUp",
    "SignUpState",
    "Source",
    "Status",
    "Way",
]
