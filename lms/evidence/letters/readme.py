"""README.txt of a pack: what is what, and how it can be checked."""

from datetime import date

from flask_babel import gettext as _

from lms.courses.models import Group
from lms.evidence.letters.words import how_many_gaps, in_figures
from lms.evidence.rules.coverage import Coverage
from lms.i18n import day, in_words


def readme(group: Group, first: date, last: date, found: Coverage) -> str:
    programme = group.programme
    gaps = len(found.gaps)
    head = [
        _("Evidence of %(group)s", group=group.title),
        "",
        f"{_('Programme')}: {in_words(programme.title)}",
        f"{_('Organisation')}: {group.organisation.name}",
        *([f"{_('Project')}: {programme.project}"] if programme.project else []),
        *([programme.funding] if programme.funding else []),
        _("From %(first)s to %(last)s", first=day(first), last=day(last)),
        "",
        in_figures(found.figure),
        f"{how_many_gaps(gaps)} " + (_("They are in gaps.csv.") if gaps else ""),
        "",
    ]
    files = [f"{name}\n    {words}" for name, words in in_this_pack()]
    return "\n".join([*(line.rstrip() for line in head), *files, "", *checking(), ""])


def in_this_pack() -> list[tuple[str, str]]:
    return [
        ("timetable.csv", _("Every session, also those that were cancelled or moved.")),
        ("trainers.csv", _("Who taught each session, and who taught instead.")),
        ("presences.csv", _("Who was there from when to when, and who recorded it; who was not.")),
        ("make_up.csv", _("Approved minutes that repair an absence.")),
        ("offers.csv", _("What was offered to make up for an absence, and what was attended.")),
        ("amendments.csv", _("Corrections after a register was closed: before, after, and why.")),
        ("seals.csv", _("What each closed register said, as a chain of hashes.")),
        ("coverage.csv, coverage.pdf", _("Which presence has which proof.")),
        ("gaps.csv", _("What is still open; or the word none.")),
        ("registers/", _("One register for each session that was held.")),
        ("scans/", _("Signed lists, as they were scanned.")),
        ("lists/", _("Lists of online meetings, as their provider wrote them.")),
        ("manifest.csv, manifest.txt", _("The size and the SHA-256 of every file.")),
    ]


def checking() -> list[str]:
    return [
        _("The same data gives the same pack, byte for byte, whenever it is made."),
        _("To check that no file was changed: %(command)s", command="sha256sum -c manifest.txt"),
    ]
