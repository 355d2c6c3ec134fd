"""A register on paper: the session, a row for everyone, corrections, the seal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance.models import Amendment, Link, LinkKind, Session
from lms.attendance.rules.lines import ABSENT, EXCUSED, PART, PRESENT, as_state
from lms.attendance.rules.worth import in_short
from lms.courses.models import Group
from lms.courses.units import hours_text
from lms.evidence.letters.paper import Column, head, section
from lms.evidence.letters.words import (
    AMENDED,
    MARKS,
    MODES,
    PROOFS,
    SOURCES,
    about,
    hours,
    in_figures,
    said,
    times,
    when,
)
from lms.evidence.rules.coverage import Row, Sitting
from lms.i18n import day, in_words
from lms.i18n import times as in_order


def register(
    group: Group,
    sitting: Sitting,
    amendments: Sequence[Amendment],
    links: Sequence[Link],
    made_up: Mapping[str, int],
    *,
    has_logo: bool,
) -> dict[str, Any]:
    """The facts of lms/sheets/record.typ. `made_up`: a person's code -> the minutes that were
    approved for this session."""
    session = sitting.session
    title = _("Register of %(day)s", day=day(session.day))
    foot = f"{group.title} · {session.code}"
    sections = [section("", columns(), rows_of(sitting, made_up), totals(sitting))]
    if amendments:
        sections.append(corrections(amendments, session))
    sections.append(section(_("Seal"), words=[*warning(sitting), *seals(links, session)]))
    return head(group.programme, title, foot, has_logo=has_logo) | {
        "heading": title,
        "subheading": about(session),
        "about": facts(group, sitting),
        "sections": sections,
    }


def facts(group: Group, sitting: Sitting) -> list[tuple[str, str]]:
    session = sitting.session
    breaks = ", ".join(in_order(*pair) for pair in session.breaks)
    net = sitting.frame.net
    units = hours_text(net, group.programme.unit_minutes)
    taught = _("%(minutes)s min = %(hours)s", minutes=net, hours=units)
    found = [
        (_("Programme"), in_words(group.programme.title)),
        (_("Organisation"), group.organisation.name),
        (_("Group"), group.title),
        (_("Session"), session.code),
        (_("Course"), in_words(session.course.title) if session.course else ""),
        (_("Module"), in_words(session.module.title) if session.module else ""),
        (_("Day"), day(session.day, "full")),
        (_("Time"), f"{hours(session)} ({session.zone})"),
        (_("Breaks"), breaks),
        (_("Taught"), taught),
        (_("Form"), str(MODES.get(session.mode, session.mode))),
        (_("Place"), session.place or ""),
        (_("Trainer"), trainer(session)),
    ]
    return [(label, value) for label, value in found if value]


def trainer(session: Session) -> str:
    if session.substitute and session.trainer:
        names = {"name": session.substitute.name, "other": session.trainer.name}
        return _("%(name)s, instead of %(other)s", **names)
    return session.teacher.name if session.teacher else ""


def columns() -> list[Column]:
    return [
        Column(_("No."), 8, "number"),
        Column(_("Code"), 20, "code"),
        Column(_("Name"), 0, "name"),
        Column(_("Mark"), 20),
        Column(_("Times"), 24, "code"),
        Column(_("Min"), 11, "number"),
        Column(_("Recorded"), 32),
        Column(_("Proof"), 30),
    ]


def rows_of(sitting: Sitting, made_up: Mapping[str, int]) -> Iterable[list[Any]]:
    for number, row in enumerate(sitting.rows, 1):
        line, who = row.line, row.line.who
        yield [
            str(number),
            who.code,
            [who.name, who.native_name or ""],
            mark(row, made_up.get(who.code, 0)),
            times(line.state) or (hours(sitting.session) if line.state.mark == PRESENT else ""),
            str(line.credited) if line.entries else "",
            recorded(row),
            proof(row),
        ]


def mark(row: Row, made_up: int) -> str:
    words = in_short(str(MARKS[row.line.state.mark]), row.line.bends)
    if row.line.conflicts:
        words = _("%(mark)s, in two sessions at once", mark=words)
    if row.line.who.is_guest:
        words = _("%(mark)s (guest)", mark=words)
    if made_up:
        words = _("%(mark)s, made up: %(minutes)s min approved", mark=words, minutes=made_up)
    return words


def recorded(row: Row) -> str:
    """Which way the marks came, and who recorded them."""
    ways = dict.fromkeys(
        _(
            "%(source)s: %(name)s",
            source=str(SOURCES.get(entry.source, entry.source)),
            name=entry.recorder,
        )
        if entry.recorder
        else str(SOURCES.get(entry.source, entry.source))
        for entry in row.line.entries
    )
    return ", ".join(ways)


def proof(row: Row) -> str:
    if not row.is_presence:
        return ""
    return ", ".join(str(PROOFS[proof]) for proof in row.proofs) or _("No proof")


def totals(sitting: Sitting) -> list[str]:
    rows = sitting.rows
    count = {name: sum(1 for row in rows if row.line.state.mark == name) for name in MARKS}
    words = ngettext(
        "%(num)s person: present %(present)s, part %(part)s, absent %(absent)s, "
        "excused %(excused)s, unmarked %(unmarked)s.",
        "%(num)s people: present %(present)s, part %(part)s, absent %(absent)s, "
        "excused %(excused)s, unmarked %(unmarked)s.",
        len(rows),
        present=count[PRESENT],
        part=count[PART],
        absent=count[ABSENT],
        excused=count[EXCUSED],
        unmarked=count[""],
    )
    return [words, in_figures(sitting.figure)]


def corrections(amendments: Sequence[Amendment], session: Session) -> dict[str, Any]:
    columns = [
        Column(_("Name"), 0, "name"),
        Column(_("Before"), 27),
        Column(_("After"), 27),
        Column(_("Reason"), 42),
        Column(_("Asked for"), 30),
        Column(_("Settled"), 30),
    ]
    return section(_("Corrections"), columns, [correction(one, session) for one in amendments])


def correction(one: Amendment, session: Session) -> list[Any]:
    settled = str(AMENDED.get(one.state, one.state))
    if one.settled_by and one.settled_at:
        settled = f"{settled}: {one.settled_by.name}, {when(one.settled_at, session.zone)}"
    if one.answer:
        settled = f"{settled} ({one.answer})"
    return [
        [one.person.name, one.person.code],
        said(as_state(one.old)),
        said(as_state(one.new)),
        one.reason,
        f"{one.asked_by.name}, {when(one.asked_at, session.zone)}",
        settled,
    ]


def warning(sitting: Sitting) -> list[str]:
    """That what stands above is not what the hashes below are of, and of whom it is not."""
    if not sitting.broken:
        return []
    words = _("What stands above is not what was sealed. The seal does not count.")
    names = _(", ").join(who.name for who in sitting.broken if who)
    return [words, names] if names else [words]


def seals(links: Sequence[Link], session: Session) -> list[str]:
    """What the chain says of this register: its hashes, which the platform can compute again."""
    if not links:
        return [_("This register is not sealed.")]
    return [line for link in links for line in (seal(link, session), link.hash)]


def seal(link: Link, session: Session) -> str:
    values = {"number": link.number, "when": when(link.made_at, session.zone)}
    if link.kind == LinkKind.AMENDMENT:
        return _("Correction, link %(number)s of the chain, %(when)s. SHA-256:", **values)
    if link.made_by:
        values["name"] = link.made_by.name
        return _("Sealed by %(name)s, link %(number)s of the chain, %(when)s. SHA-256:", **values)
    return _("Sealed when its time was over, link %(number)s of the chain, %(when)s. SHA-256:",
             **values)  # fmt: skip
