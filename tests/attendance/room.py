"""What the tests of check-in share: a clock that is set, and squares that are really read."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import zxingcpp
from PIL import Image
from sqlalchemy import select

from lms import clock
from lms.attendance.models import CheckIn
from lms.db import db
from tests.cast import THURSDAY, ZONE


def wall_clock(monkeypatch, time, day=THURSDAY):
    """It is this time on the wall in Jesenice."""
    moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(ZONE))
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def screen(session):
    return f"/sessions/{session.id}/check-in"


def read_square(page):
    """The address in the square that the page shows, read as a camera reads it."""
    return read_picture(picture_of(page.select_one("svg.qr")))


def picture_of(svg, scale=6):
    """The square as dots: each run of its one path is drawn."""
    size = [int(float(part)) for part in svg["viewbox"].split()[2:]]
    picture = Image.new("L", (size[0] * scale, size[1] * scale), 255)
    for x, y, length in runs(svg.find("path")["d"]):
        picture.paste(0, (x * scale, y * scale, (x + length) * scale, (y + 1) * scale))
    return picture


def runs(path):
    """`M2 2.5h7m1 0h1m-9 1h1`: where each dark run begins, its row, and its length."""
    numbers = path.replace("M", " M ").replace("m", " m ").replace("h", " h ").split()
    x, y, found, at = 0.0, 0.0, [], 0
    while at < len(numbers):
        if numbers[at] == "h":
            length = float(numbers[at + 1])
            found.append((int(x), int(y), int(length)))
            x, at = x + length, at + 2
        else:
            dx, dy = float(numbers[at + 1]), float(numbers[at + 2])
            x, y = (dx, dy) if numbers[at] == "M" else (x + dx, y + dy)
            at += 3
    return found


def read_picture(picture):
    (code,) = squares_in(picture if isinstance(picture, Image.Image) else opened(picture))
    return code.text


def squares_in(picture):
    """Its QR codes. In the dots of a large one, other kinds of codes are now and then seen, too."""
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def opened(content):
    return Image.open(BytesIO(content)).convert("L")


def scan(visitor, trainer, session, status=303):
    """The visitor's camera sees what the trainer's screen shows now."""
    url = read_square(trainer.visit(screen(session)).page)
    path = "/" + url.partition("://")[2].partition("/")[2]
    visitor.look(visitor.send("GET", path), status)
    return path


def digits(trainer, session):
    return trainer.visit(screen(session)).text(".digits")


def check_ins(session):
    """(who, whether they leave, how) of all check-ins, in their order."""
    rows = db.session.scalars(select(CheckIn).filter_by(session_id=session.id).order_by(CheckIn.id))
    return [(row.person.name, row.leaves, row.way) for row in rows]


def here(visitor, status=None):
    return visitor.press("here", "I am here", status)


def since(text):
    return [("presence", text, None, False, None)]


def cards(session):
    return f"/sessions/{session.id}/cards"


def read(visitor, code, status=None, **more):
    words = "Save" if "way" in more and "Save" in visitor.text("#card") else "Mark"
    return visitor.press("card", words, status, code=code, **more)
