"""What the tests of paper share: lists, their text, their pictures."""

import io
import re

import pypdfium2
from pypdf import PdfReader

from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.db import db
from lms.evidence.actions import scans, sheets
from lms.evidence.rules.scans import look_at
from tests.attendance.room import squares_in
from tests.cast import NOW


def printed(session, by, language="en", empty_rows=3):
    """A list of a session, with everybody who is on its register."""
    people = registers.register(frame_of(session))
    made = sheets.make(session, people, language, empty_rows, by=by, now=NOW)
    db.session.commit()
    return made


def attached(sheet, content, by):
    """A scan of a list."""
    made = scans.add(sheet, content, "list", look_at(content), by=by, now=NOW)
    db.session.commit()
    return made


def document(visitor, sheet):
    """The bytes of a list, as its trainer gets them."""
    response = visitor.send("GET", f"/sheets/{sheet.code}.pdf")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    return response.data


def pages(content):
    """The text of each page, on one line, without the signs that isolate its parts."""
    found = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return [re.sub(r"[\u2066-\u2069]", "", " ".join(text.split())) for text in found]


def squares(content):
    """What a camera reads from each page."""
    found = []
    with pypdfium2.PdfDocument(content) as opened:
        for page in opened:
            picture = page.render(scale=2).to_pil()
            found.append([code.text for code in squares_in(picture)])
            page.close()
    return found


def place_of(content, words):
    """How far from the left edge of the first page these words begin, in points."""
    with pypdfium2.PdfDocument(content) as opened:
        text = opened[0].get_textpage()
        index, _count = text.search(words, match_case=True).get_next()
        return text.get_charbox(index)[0]


def side_of_square(content):
    """Where the square of the first page is: its left edge, in hundredths of the page's width."""
    with pypdfium2.PdfDocument(content) as opened:
        picture = opened[0].render(scale=2).to_pil()
    (code,) = squares_in(picture)
    return code.position.top_left.x * 100 // picture.width


def fonts(content):
    """The names of the fonts in a document."""
    found = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].partition("+")[2])
    return found
