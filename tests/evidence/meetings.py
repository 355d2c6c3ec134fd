"""Lists as providers of online meetings write them, about invented people; and an online session.

The session is on Thursday, 24 March 2022, from 17:00 to 20:15 in Ljubljana, with a break from 18:30
to 18:45. Lea and Lou are in its group, Bo learns in another group of the programme, Tara teaches.
"""

import io

from openpyxl import Workbook

from lms import files
from lms.attendance.models import Mode
from lms.db import db
from lms.evidence.models import MeetingList
from lms.evidence.rules.lists import as_data, first_reading, rows_of
from tests.cast import NOW

ZOOM = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,"
    "Recording Consent,In Waiting Room\n"
    """Tara,tara@example.org,03/24/2022 04:51:02 PM,03/24/2022 08:16:00 PM,205,No,,No
Lou,lou@example.org,03/24/2022 05:02:11 PM,03/24/2022 06:10:00 PM,68,Yes,Y,No
Lou,lou@example.org,03/24/2022 06:14:00 PM,03/24/2022 08:16:30 PM,123,Yes,Y,No
iPhone (2),,03/24/2022 05:40:00 PM,03/24/2022 08:15:30 PM,156,Yes,Y,No
Leaa,,03/24/2022 05:00:20 PM,03/24/2022 05:30:00 PM,30,Yes,Y,No
Lou,lou@example.org,03/24/2022 05:00:00 PM,03/24/2022 05:02:11 PM,3,Yes,,Yes
"""
)
ZOOM_WITH_HEAD = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
    "812 3456 7890,First words,03/24/2022 04:50:00 PM,03/24/2022 08:17:00 PM,"
    "tara@example.org,207,4,\n\n" + ZOOM
)
TEAMS = "\r\n".join(
    [
        "1. Summary",
        "Meeting title\tFirst words",
        "Attended participants\t3",
        "Start time\t3/24/22, 4:51:02\u202fPM",
        "End time\t3/24/22, 8:16:00\u202fPM",
        "Meeting duration\t3h 24m 58s",
        "",
        "2. Participants",
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
        "Tara\t3/24/22, 4:51:02\u202fPM\t3/24/22, 8:16:00\u202fPM\t3h 24m 58s\ttara@example.org\t"
        "tara@example.org\tOrganizer",
        "Lou\t3/24/22, 5:02:11\u202fPM\t3/24/22, 8:16:30\u202fPM\t3h 10m 19s\tlou@example.org\t"
        "lou@example.org\tAttendee",
        "",
        "3. In-Meeting Activities",
        "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
        "Tara\t3/24/22, 4:51:02\u202fPM\t3/24/22, 8:16:00\u202fPM\t3h 24m 58s\ttara@example.org\t"
        "Organizer",
        "Lou\t3/24/22, 5:02:11\u202fPM\t3/24/22, 6:10:00\u202fPM\t1h 7m 49s\tlou@example.org\t"
        "Attendee",
        "Lou\t3/24/22, 6:14:00\u202fPM\t3/24/22, 8:16:30\u202fPM\t2h 2m 30s\tlou@example.org\t"
        "Attendee",
        "",
    ]
)
BBB = (
    '"Name","Moderator","Activity Score","Talk Time","Webcam Time","Messages","Join","Left",'
    '"Duration"\n'
    """"Tara","TRUE","0","-","-","3","24.03.2022, 16:51:02","24.03.2022, 20:16:00","03:24:58"
"Lea","FALSE","4.5","00:02:10","-","1","24.03.2022, 17:00:20","24.03.2022, 20:15:20","02:15:00"
"Lou","FALSE","2","-","-","0","24.03.2022, 17:02:11","-","02:00:00"
"""
)
EMPTY = ZOOM.splitlines()[0] + "\n"


def plain(*rows, head="Name,E-mail,Joined,Left"):
    """A list of any other program."""
    return "\n".join([head, *rows]) + "\n"


def row(name, came="17:00", left="20:15", email="", day="2022-03-24"):
    return f"{name},{email},{day} {came},{day + ' ' + left if left else ''}"


def workbook(rows):
    book, out = Workbook(), io.BytesIO()
    for one in rows:
        book.active.append(one)
    book.save(out)
    return out.getvalue()


def online(session, mode=Mode.ONLINE):
    session.mode = mode
    db.session.commit()
    return session


def kept_list(session, by, content=None):
    """A list that was brought in beside the page."""
    content = (content or ZOOM).encode()
    reading = as_data(first_reading(rows_of(content)))
    file = files.keep(content, "text/csv", now=NOW)
    made = MeetingList(session=session, file_id=file.id, file_name="list.csv", provider="zoom",
                       reading=reading, added_by_id=by.id, added_at=NOW)  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made


def lists_url(session):
    return f"/sessions/{session.id}/lists"


def bring(visitor, session, content, name="list.csv", status=None):
    """Uploads a list on the page of the session's lists."""
    content = content.encode() if isinstance(content, str) else content
    visitor.visit(lists_url(session))
    visitor.press("list", "Bring it in", status, **{"list-file": (io.BytesIO(content), name)})
    return visitor


def mark_of(visitor, name):
    """The mark of a name that is asked about."""
    for part in visitor.page.select("fieldset[id^=name_]"):
        if part.legend.find("bdi").text == name:
            return part["id"].removeprefix("name_")
    raise AssertionError(f"{name!r} is not asked about: {visitor.text('#names')}")


def decide(visitor, status=None, **who):
    """`decide(visitor, Leaa=lea, **{"iPhone (2)": 0})`: a person, 0 for nobody, or a code."""
    typed = {}
    for name, one in who.items():
        mark = mark_of(visitor, name)
        if isinstance(one, str):
            typed |= {f"who-{mark}": "code", f"code-{mark}": one}
        else:
            typed[f"who-{mark}"] = str(one.id if one else 0)
    return visitor.press("naming", "Save who is who", status, **typed)


def use(visitor, status=None, **typed):
    return visitor.press("use", "Put it into the register", status, **typed)


def person_row(visitor, who):
    return " ".join(visitor.page.find(id=f"person_{who.id}").get_text(" ").split())
