"""Gaps in whole sentences, and why a pack is refused."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance.models import Session
from lms.attendance.rules.register import Who
from lms.evidence.letters.words import CLOSES, GAPS, PROVES, about
from lms.evidence.rules.coverage import Gap, Open
from lms.i18n import day

NAMED = 10  # people whom a line of the page names


def named(gap: Open) -> str:
    """A gap in one line: "24 March 2022, A-01: Lea (LEA): No proof"."""
    values = {"day": day(gap.session.day), "code": gap.session.code, "gap": str(GAPS[gap.kind])}
    if gap.who is None:
        return _("%(day)s, %(code)s: %(gap)s", **values)
    values |= {"name": gap.who.name, "person": gap.who.code}
    return _("%(day)s, %(code)s: %(name)s (%(person)s): %(gap)s", **values)


def closes(gap: Open) -> str:
    return str(PROVES[gap.proofs] if gap.kind == Gap.NO_PROOF else CLOSES[gap.kind])


def subject(gap: Open) -> str:
    return about(gap.session)


def refusal(gaps: Sequence[Open]) -> str:
    """Why a pack cannot be called complete; the gaps themselves stand beside it."""
    return ngettext(
        "There is %(num)s gap. Close it, or make the pack with gaps.",
        "There are %(num)s gaps. Close them, or make the pack with gaps.",
        len(gaps),
    )


class Several(NamedTuple):
    """Gaps of one kind in one session: a line of the page."""

    kind: Gap
    session: Session
    gaps: list[Open]

    @property
    def named(self) -> list[Who]:
        """As many as one reads."""
        return [gap.who for gap in self.gaps if gap.who][:NAMED]

    @property
    def more(self) -> str:
        count = len([gap for gap in self.gaps if gap.who]) - NAMED
        return ngettext("and %(num)s more", "and %(num)s more", count) if count > 0 else ""


def together(gaps: Sequence[Open]) -> list[Several]:
    """The gaps of a session, kind by kind, in the order of the first of each."""
    found: dict[tuple[int, Gap], Several] = {}
    for gap in gaps:
        key = gap.session.id, gap.kind
        found.setdefault(key, Several(gap.kind, gap.session, [])).gaps.append(gap)
    return list(found.values())
