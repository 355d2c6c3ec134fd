"""Gaps in whole sentences, and why a pack is refused."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.evidence.letters.words import CLOSES, GAPS, about
from lms.evidence.rules.coverage import Open
from lms.i18n import day

NAMED = 10  # gaps that a refusal names


def named(gap: Open) -> str:
    """A gap in one line: "24 March 2022, A-01: Lea (LEA): No proof"."""
    values = {"day": day(gap.session.day), "code": gap.session.code, "gap": str(GAPS[gap.kind])}
    if gap.who is None:
        return _("%(day)s, %(code)s: %(gap)s", **values)
    values |= {"name": gap.who.name, "person": gap.who.code}
    return _("%(day)s, %(code)s: %(name)s (%(person)s): %(gap)s", **values)


def closes(gap: Open) -> str:
    return str(CLOSES[gap.kind])


def subject(gap: Open) -> str:
    return about(gap.session)


def refusal(gaps: Sequence[Open]) -> str:
    """Why a pack cannot be called complete: the gaps by name, as many as one reads."""
    words = ngettext(
        "This is not complete evidence: there is %(num)s gap.",
        "This is not complete evidence: there are %(num)s gaps.",
        len(gaps),
    )
    lines = [f"{words} " + "; ".join(named(gap) for gap in gaps[:NAMED]) + "."]
    if (more := len(gaps) - NAMED) > 0:
        lines.append(ngettext("And %(num)s more.", "And %(num)s more.", more))
    lines.append(_("Close them, or ask for a pack with gaps: it lists them."))
    return " ".join(lines)
