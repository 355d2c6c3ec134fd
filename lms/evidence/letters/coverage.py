"""The coverage of a group on paper: which presence has which proof, and what is open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from lms.attendance.rules.register import Who
from lms.courses.models import Group
from lms.evidence.letters.gaps import closes
from lms.evidence.letters.paper import Column, head, section
from lms.evidence.letters.words import GAPS, PROOFS, about, how_many_gaps, in_figures, percent
from lms.evidence.rules.coverage import Coverage, Open
from lms.i18n import day, in_words
from lms.i18n import times as in_order


def report(
    group: Group, first: date, last: date, found: Coverage, *, has_logo: bool
) -> dict[str, Any]:
    """The facts of lms/sheets/record.typ."""
    title = _("Coverage: %(group)s", group=group.title)
    return head(group.programme, title, period(group, first, last), has_logo=has_logo) | {
        "heading": title,
        "subheading": in_figures(found.figure),
        "about": [
            (_("Programme"), in_words(group.programme.title)),
            (_("Organisation"), group.organisation.name),
            (_("From"), day(first)),
            (_("To"), day(last)),
            (_("What counts as proof"), accepted(found)),
        ],
        "sections": [
            section("", proof_columns(), proof_rows(found)),
            section(_("Sessions"), session_columns(), session_rows(found)),
            gap_section(found.gaps),
            section(_("Every presence and its proof"), presence_columns(), presence_rows(found)),
        ],
    }


def period(group: Group, first: date, last: date) -> str:
    return f"{group.title} · {in_order(first.isoformat(), last.isoformat())}"


def accepted(found: Coverage) -> str:
    return ", ".join(str(PROOFS[one]) for one in found.by_proof) or _("Nothing")


def proof_columns() -> list[Column]:
    return [Column(_("Proof")), Column(_("Presences"), 30, "number")]


def proof_rows(found: Coverage) -> Iterable[list[Any]]:
    for one, count in found.by_proof.items():
        yield [str(PROOFS[one]), str(count)]
    yield [_("No proof"), str(found.figure.presences - found.figure.proven)]


def session_columns() -> list[Column]:
    return [
        Column(_("Day"), 32),
        Column(_("Session"), 34, "code"),
        Column(_("About")),
        Column(_("Presences"), 20, "number"),
        Column(_("Proven"), 18, "number"),
        Column(_("Coverage"), 22, "number"),
    ]


def session_rows(found: Coverage) -> Iterable[list[Any]]:
    for sitting in found.held:
        session, figure = sitting.session, sitting.figure
        share = percent(figure.percent) if figure.presences else ""
        start = [day(session.day), session.code, about(session)]
        yield [*start, str(figure.presences), str(figure.proven), share]


def gap_section(gaps: list[Open]) -> dict[str, Any]:
    columns = [
        Column(_("Day"), 32),
        Column(_("Session"), 34, "code"),
        Column(_("Name"), 0, "name"),
        Column(_("Gap"), 34),
        Column(_("What closes it"), 50),
    ]
    rows = [
        [
            day(gap.session.day),
            gap.session.code,
            [gap.who.name, gap.who.code] if gap.who else ["", ""],
            str(GAPS[gap.kind]),
            closes(gap),
        ]
        for gap in gaps
    ]
    return section(_("Gaps"), columns if rows else (), rows, [how_many_gaps(len(gaps))])


def presence_columns() -> list[Column]:
    return [
        Column(_("Session"), 34, "name"),
        Column(_("Proof"), 36),
        Column(_("Who was there")),
    ]


def presence_rows(found: Coverage) -> Iterable[list[Any]]:
    """For each session, who has the same proofs; who has none stands last. (A row for each
    presence would take a hundred pages, and nobody's eye would find the ones that matter.)"""
    for sitting in found.held:
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in sitting.rows:
            if row.is_presence:
                alike[row.proofs].append(isolated(row.line.who))
        for proofs, names in sorted(alike.items(), reverse=True):
            words = ", ".join(str(PROOFS[one]) for one in proofs) or _("No proof")
            where = [day(sitting.session.day), sitting.session.code]
            yield [where, words, _(", ").join(names)]


def isolated(who: Who) -> str:
    """A name and a code that run their own way, whatever stands around them."""
    return f"\N{FIRST STRONG ISOLATE}{who.name} ({who.code})\N{POP DIRECTIONAL ISOLATE}"
