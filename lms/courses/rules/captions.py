"""Captions of a film: WebVTT, the one form that browsers show."""

import re

from flask_babel import gettext as _

from lms.courses.rules.unfit import Unfit

MOST_BYTES = 1_000_000
MOMENT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMES = re.compile(rf"{MOMENT}[ \t]+-->[ \t]+{MOMENT}(?:[ \t]+\S+)*[ \t]*")


def check(content: bytes) -> int:
    """How many captions there are. Raises Unfit with the line that is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit(
            _("These captions are not UTF-8. Save the file with the encoding UTF-8.")
        ) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(content) > MOST_BYTES or "\0" in text or not re.match(r"WEBVTT(?=[ \t]|$)", lines[0]):
        raise Unfit(_('Captions are a WebVTT file: its first line is "WEBVTT".'))
    count = 0
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        times = TIMES.fullmatch(line)
        if not times or seconds(times.groups()[4:]) <= seconds(times.groups()[:4]):
            words = _(
                "Line %(line)s of these captions: write 00:01.000 --> 00:04.000.", line=number
            )
            raise Unfit(words)
        count += 1
    if not count:
        raise Unfit(_("There is no caption in this file."))
    return count


def seconds(parts: tuple[str | None, ...]) -> int:
    """A moment of a film, in thousandths of a second."""
    hours, minutes, whole, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + whole) * 1000 + rest
