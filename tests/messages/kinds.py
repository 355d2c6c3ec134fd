"""Two kinds of notices of the tests' own: one that is necessary, and one that is not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Event

from lms.messages.actions import tell
from lms.messages.kinds import KINDS, Kind, Link, Part
from tests.cast import NOW, ZONE

WHY = "Jesenice, group A"


def words(data, reader):
    """The heading is a word that the catalogues know, so that languages can be told apart."""
    events = [(one["method"], event(one)) for one in data.get("events", [])]
    links = [Link(_("Show"), "https://ura.example/x?a=1&b=2")]
    lines = [data.get("line", "Bring a pen."), reader.name]
    return Part(f"{_('Sessions')}: {data['title']}", lines, WHY, links, events)


def invitation(uid, day=31, method="REQUEST", sequence=0):
    """The facts of a session from 17:00 to 18:00 in March."""
    return {"method": method, "uid": uid, "day": day, "sequence": sequence}


def event(one):
    starts = datetime(2022, 3, one["day"], 17, tzinfo=ZoneInfo(ZONE))
    made = Event()
    made.add("uid", one["uid"])
    made.add("sequence", one["sequence"])
    made.add("dtstamp", NOW)
    made.add("dtstart", starts)
    made.add("dtend", starts + timedelta(hours=1))
    made.add("summary", one["uid"])
    return made


NEWS = Kind("test.news", words, necessary=False, at_once=False, title="News")
ALARM = Kind("test.alarm", words, necessary=True, at_once=True, title="Alarms")


def register(monkeypatch):
    for kind in (NEWS, ALARM):
        monkeypatch.setitem(KINDS, kind.name, kind)


def news(*people, title="Hello", by=None, now=NOW, kind="test.news", **values):
    """Tells people the same thing; what is said of it goes into its facts."""
    known = {key: values.pop(key) for key in ("group", "before", "key", "each") if key in values}
    about = values.pop("about", "session:A-02")
    tell(
        [person.id for person in people], kind, {"title": title, **values},
        about=about, by=by, now=now, **known,
    )  # fmt: skip


def alarm(*people, **values):
    news(*people, kind="test.alarm", **values)
