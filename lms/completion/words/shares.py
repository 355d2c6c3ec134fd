"""How much of a programme somebody reached, as the programme counts it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.courses.rules.words import asked_share, percent
from lms.credentials import asked
from lms.i18n import isolated


def share(facts: Mapping[str, Any]) -> str:
    """The ratio as the programme counts it, beside what is asked of everyone; where that is not
    simply a part of all hours, it is said."""
    reached, threshold = isolated(percent(Fraction(facts["ratio"]))), asked.threshold(facts)
    least, is_plain = isolated(asked_share(threshold)), asked.counts_plainly(facts)
    if not threshold and is_plain:
        return _("%(reached)s of what the programme asks.", reached=reached)
    if not threshold:
        return _("By the programme's own way of counting: %(ratio)s.", ratio=reached)
    if is_plain:
        return _("%(reached)s; the programme asks for %(asked)s.", reached=reached, asked=least)
    return _(
        "%(reached)s by the programme's own way of counting; the programme asks for %(asked)s.",
        reached=reached,
        asked=least,
    )
