"""A transcript in words: what it says of each programme, and the whole of it on paper."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.addresses import site
from lms.attestations import serials
from lms.attestations.letters.paper import address_of, hours, time_words
from lms.attestations.models import Attestation
from lms.attestations.rules.transcript import Attended, Studied, Transcript
from lms.completion.words import differing, units
from lms.config import setting
from lms.courses.models import Membership, State
from lms.courses.rules import STATES
from lms.evidence.letters.paper import Column, section
from lms.i18n import day, in_words, isolated, speaking


def reached(one: Studied) -> str:
    """ "49 of 60 hours of 45 min", as confirmed; nothing before the first place begins."""
    if one.unit_minutes is None:
        return _("There are no hours yet.")
    unit = one.unit_minutes
    return hours(one.minutes, one.required_units * unit, unit)


def place(one: Membership) -> str:
    """A group, and from when to when."""
    values = {"group": isolated(one.group.title), "first": isolated(day(one.starts_on))}
    if one.ends_on is None:
        return _("%(group)s, since %(first)s", **values)
    return _("%(group)s, from %(first)s to %(last)s", **values, last=isolated(day(one.ends_on)))


def outcome(one: Studied) -> str:
    """What became of it: confirmed, or where the enrolment is."""
    if one.completion is None:
        return str(STATES[State(one.enrolment.state)])
    when = one.completion.confirmed_at or one.completion.proposed_at
    return _("completed, confirmed on %(day)s", day=_day(when))


def later(one: Studied) -> str:
    """What came after the record: another line, for it is not part of what is confirmed."""
    if not one.later:
        return ""
    return _("Since then: %(minutes)s min, not part of what is confirmed.", minutes=one.later)


def difference(one: Studied) -> list[str]:
    """Where the registers were corrected after it was confirmed."""
    for found in one.differences:
        if found.what == "total_minutes":
            return [
                _("Confirmed with %(then)s min; the registers now say %(now)s min.",
                  then=found.confirmed, now=found.now)
            ]  # fmt: skip
    return [differing(*found) for found in one.differences]


def proof(one: Attestation) -> str:
    values = {"serial": isolated(serials.shown(one.serial)), "day": _day(one.issued_at)}
    if one.revoked_at:
        return _("%(serial)s, of %(day)s, revoked on %(revoked)s",
                 **values, revoked=_day(one.revoked_at))  # fmt: skip
    return _("%(serial)s, of %(day)s", **values)


def about_it(transcript: Transcript) -> list[str]:
    """What a reader must know of the paper itself."""
    found = []
    if transcript.counts_twice:
        found.append(_("Some hours count in two programmes. In all they are counted once."))
    if transcript.is_partial:
        found.append(
            _("These are the programmes that one office coordinates. There may be others.")
        )
    return [
        *found,
        _("This list is not signed. It says what the registers said on %(day)s.",
          day=_day(transcript.at)),
        _("Attestations are proof. Anybody can check their serials here: %(address)s",
          address=address_of("").rstrip("/")),
    ]  # fmt: skip


def total(transcript: Transcript) -> str:
    return _("%(time)s (%(minutes)s min)", time=time_words(transcript.minutes),
             minutes=transcript.minutes)  # fmt: skip


def _day(moment: Any) -> str:
    """As a part of a sentence."""
    return isolated(day(clock.today(setting("TIMEZONE"), moment)))


def sheet(transcript: Transcript) -> dict[str, Any]:
    """The facts of lms/sheets/record.typ, in the language that is spoken now."""
    person = transcript.person
    title = _("All hours of %(name)s", name=isolated(person.name))
    return {
        "lang": speaking(),
        "title": title,
        "head": {"project": site(), "funding": "", "logo": None, "logo_words": ""},
        "page": _("Page %(number)s of %(last)s", number="{number}", last="{all}"),
        "foot": _("Not signed. Made on %(day)s.", day=_day(transcript.at)),
        "code": None,
        "heading": title,
        "subheading": person.native_name or "",
        "about": [(_("Day"), _day(transcript.at)), (_("In all"), total(transcript))],
        "sections": list(_sections(transcript)),
    }


def _sections(transcript: Transcript) -> Iterator[dict[str, Any]]:
    for one in transcript.studied:
        programme = one.enrolment.programme
        lines = [programme.organisation.name, *map(place, one.enrolment.memberships)]
        time = isolated(time_words(one.minutes))
        lines += [f"{isolated(reached(one))} ({time})", outcome(one), later(one)]
        lines += difference(one)
        lines += [_("Attestation %(what)s", what=proof(issued)) for issued in one.attestations]
        yield section(in_words(programme.title), words=filter(None, lines))
        if one.courses:
            yield section("", _course_columns(one), _courses(one))
        if one.sessions:
            yield section("", _columns(), [_session(there) for there in one.sessions])
    if not transcript.studied:
        yield section("", words=[_("There are no hours yet.")])
    yield section("", words=about_it(transcript))


def _course_columns(one: Studied) -> list[Column]:
    unit = one.unit_minutes
    return [
        Column(_("Course")),
        Column(_("Hours of %(minutes)s min", minutes=unit), 32, "number"),
        Column(_("of"), 18, "number"),
        Column(_("Own study, min"), 30, "number"),
        Column(_("Min"), 18, "number"),
    ]


def _courses(one: Studied) -> list[list[str]]:
    unit, alone = one.unit_minutes or 1, one.alone
    return [
        [in_words(course.title), units(course.total_minutes, unit),
         units(course.required_minutes, unit), str(alone.get(course.slug, 0)),
         str(course.total_minutes)]
        for course in one.courses
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Day"), 36),
        Column(_("Session"), 28, "code"),
        Column(_("What it was about")),
        Column(_("Min"), 16, "number"),
        Column(_("Made up, min"), 26, "number"),
    ]


def _session(there: Attended) -> list[str]:
    meeting, line = there
    return [
        day(meeting.day), meeting.code, topic(there), str(line.credited_minutes),
        str(line.make_up_minutes) if line.make_up_minutes else "",
    ]  # fmt: skip


def topic(there: Attended) -> str:
    """What a session was about: its title, its module, or its course."""
    one = there.meeting
    return in_words(one.title or one.module_title or one.course_title)
