"""Sessions, the marks of their registers, make-up; who signs up, and what is handed out."""

from lms.attendance.models.marks import Kind, MakeUp, Mark, Source
from lms.attendance.models.material import Feed, Material
from lms.attendance.models.places import Announcement, SignUp, SignUpState
from lms.attendance.models.sessions import ClosingDay, Mode, Series, Session, Status

__all__ = [
    "Announcement",
    "ClosingDay",
    "Feed",
    "Kind",
    "MakeUp",
    "Mark",
    "Material",
    "Mode",
    "Series",
    "Session",
    "SignUp",
    "SignUpState",
    "Source",
    "Status",
]
