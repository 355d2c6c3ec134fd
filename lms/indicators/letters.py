"""What partners and the lead are told of reporting periods."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.i18n import day, in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("indicators.report", _l("Reporting periods of projects"), staff=True)
def report(data: dict, reader: Person) -> Part:
    """One step of a period or of a partner's report."""
    values = {
        "period": _("%(first)s to %(last)s", first=_day(data["from"]), last=_day(data["to"])),
        "project": in_words(data["project"]),
        "partner": data["partner"] or "",
    }
    heading, line, button = _said(data["what"], values)
    lines = [line]
    if data["comment"]:
        lines.append(_("Comment: %(words)s", words=data["comment"]))
    url = (
        outside("indicators.report", report_id=data["report"])
        if data["report"]
        else outside("indicators.period", period_id=data["period"])
    )
    why = _("You coordinate a partner of %(project)s.", project=values["project"])
    return Part(heading, lines, why, [Link(button, url)])


def _said(what: str, values: dict[str, Any]) -> tuple[str, str, str]:
    """Heading, sentence, words of the way on."""
    if what == "opened":
        return (
            _("Report your figures: %(period)s", **values),
            _("%(project)s begins to report on %(period)s. Count your figures, look at them and "
              "hand them in.", **values),
            _("Open the period"),
        )  # fmt: skip
    if what == "submitted":
        return (
            _("%(partner)s handed in its report", **values),
            _("The figures of %(partner)s for %(period)s wait to be looked at.", **values),
            _("Look at the report"),
        )
    if what == "returned":
        return (
            _("Your report was returned: %(period)s", **values),
            _("Something is to be changed in the report of %(partner)s for %(project)s.", **values),
            _("Open the report"),
        )
    if what == "accepted":
        return (
            _("Your report was accepted: %(period)s", **values),
            _("The figures of %(partner)s for %(project)s are accepted.", **values),
            _("Open the report"),
        )
    return (
        _("The period is frozen: %(period)s", **values),
        _("The figures of %(project)s for %(period)s do not change any more.", **values),
        _("Open the period"),
    )


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
