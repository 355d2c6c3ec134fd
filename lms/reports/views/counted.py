"""How old figures are, in words; and what is too much to be counted for another day."""

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.errors import Refused
from lms.i18n import day
from lms.reports.queries.kept import Kept
from lms.reports.views.jobs import wall


def how_old(known: Kept) -> list[str]:
    """For the notes of a file: since when figures are as they are, where some of them are old."""
    if not known.waiting:
        return []
    if known.since is None:
        return [
            ngettext(
                "%(num)s group is being counted. Reload this page in a minute.",
                "%(num)s groups are being counted. Reload this page in a minute.",
                known.waiting,
            )
        ]
    since = wall(known.since)
    return [
        ngettext(
            "%(num)s group is being counted again. Its figures are as they were on %(when)s.",
            "%(num)s groups are being counted again. Their figures are as they were on %(when)s.",
            known.waiting, when=f"{day(since, 'named')}{_(', ')}{since:%H:%M}",
        )
    ]  # fmt: skip


def only_counted(known: Kept) -> None:
    """Refused where nothing was counted: a file of zeros would be wrong."""
    if known.too_many:
        raise Refused(
            _("Too many groups for another day than today. Choose a programme or a group.")
        )
