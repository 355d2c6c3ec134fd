"""What the tests of registers share: taps, marks made beside the page, larger groups."""

from datetime import UTC, datetime, time

from sqlalchemy import select

from lms.attendance.models import Kind, Mark, Source
from lms.db import db
from tests.cast import NOW, enrol, person
from tests.visitor import filled


def address(session):
    return f"/sessions/{session.id}/register"


def said(person, **typed):
    """Fields of a person's line: `said(lea, mark="absent")` is {"mark-7": "absent"}."""
    return {f"{name}-{person.id}": value for name, value in typed.items()}


def save(visitor, status=None, **typed):
    """Type into the register and press its button."""
    return visitor.press("register", "Save the register", status, **typed)


def tap(visitor, status=200, **typed):
    """Change something on the page: htmx sends the form at once, a browser when the button is
    pressed."""
    if not visitor.htmx:
        return save(visitor, None if status == 200 else status, **typed)
    form = visitor.page.find("form", id="register")
    headers = {"HX-Request": "true", "HX-Target": "saved"}
    response = visitor.send("POST", form["hx-post"], filled(form) | typed, headers)
    for name, value in typed.items():
        choose(form, name, value)
    return visitor.swap(response, status, "saved")


def choose(form, name, value):
    """What the page looks like after somebody typed or tapped this."""
    for field in form.select(f"[name='{name}']"):
        if field.get("type") == "radio":
            field.attrs.pop("checked", None)
            if field["value"] == value:
                field["checked"] = ""
        elif field.name == "select":
            for option in field.select("option"):
                option.attrs.pop("selected", None)
                if option["value"] == value:
                    option["selected"] = ""
        else:
            field["value"] = value


def wall(session, text):
    """A time on the wall at a session, in UTC."""
    return datetime.fromtimestamp(session.at(time.fromisoformat(text)), UTC)


def marked(session, who, came="17:00", left="20:15", **values):
    """A mark that was made beside the page: a presence, or an absence if `came` is none."""
    about = {"recorder": None, "recorded_at": NOW, "source": Source.TRAINER} | values
    about["kind"] = Kind.PRESENCE if came else Kind.ABSENCE
    about["came_at"] = wall(session, came) if came else None
    about["left_at"] = wall(session, left) if came and left else None
    row = Mark(session=session, person=who, **about)
    db.session.add(row)
    db.session.commit()
    return row


def live(session, who=None):
    """The marks that count, as (kind, came, left, excused, reason)."""
    rows = select(Mark).where(Mark.session_id == session.id, Mark.withdrawn_at.is_(None))
    if who:
        rows = rows.where(Mark.person_id == who.id)
    return [
        (
            m.kind,
            on_the_wall(session, m.came_at),
            on_the_wall(session, m.left_at),
            m.excused,
            m.reason,
        )
        for m in db.session.scalars(rows.order_by(Mark.id))
    ]


def on_the_wall(session, moment):
    return moment and f"{session.wall(int(moment.timestamp())):%H:%M}"


PRESENT = [("presence", "17:00", "20:15", False, None)]
ABSENT = [("absence", None, None, False, None)]


def fill(group, count, since=None):
    """More learners in a group: P00, P01, ..."""
    made = [person(f"P{n:02}", group.organisation, email=None) for n in range(count)]
    for who in made:
        db.session.add(enrol(who, group, *([since] if since else [])))
    db.session.commit()
    return made


def shown(visitor, who):
    """What the page says of a person: the mark, and the minutes."""
    line = visitor.page.find(id=f"line_{who.id}")
    chosen = line.select_one("[type=radio][checked]")
    minutes = line.select_one("summary, p.cred").find(string=lambda text: text.strip())
    return chosen["value"] if chosen else "", minutes.strip()
