"""`lms sessions`, `lms attendance` and `lms make-up`: the tables in and out; `lms register`."""

import json
from collections.abc import Iterator

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.attendance import exports, imports
from lms.attendance.queries import proving
from lms.attendance.words import finding_words
from lms.courses.queries import group as group_of
from lms.errors import Refused
from lms.tables.formats import ATTENDANCE, MAKE_UP, SESSIONS
from lms.tables.terminal import database_in_words, exporting, importing

sessions = AppGroup("sessions", help="Dated meetings of groups: import, export.")
sessions.add_command(importing(SESSIONS, imports.sessions))
sessions.add_command(exporting(SESSIONS, exports.sessions))

attendance = AppGroup("attendance", help="Who was where, from when to when: import, export.")
attendance.add_command(importing(ATTENDANCE, imports.attendance))
attendance.add_command(exporting(ATTENDANCE, exports.attendance))

make_up = AppGroup("make-up", help="Approved minutes that repair an absence: import, export.")
make_up.add_command(importing(MAKE_UP, imports.make_up))
make_up.add_command(exporting(MAKE_UP, exports.make_up))

register = AppGroup("register", help="Registers that are sealed: does the chain of hashes hold?")


@register.command("verify")
@click.option("--group", "slug", help="The slug of one group; without it, all groups.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@with_appcontext
def verify(slug: str | None, form: str) -> None:
    """Whether every link of every chain holds, and registers still say what it says. Ends with 0
    where all is well, and with 1 where anything does not hold."""
    try:
        with database_in_words():
            sound = told(slug, form)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    raise SystemExit(0 if sound else 1)


def told(slug: str | None, form: str) -> bool:
    """Tells of each group as soon as it was looked at; whether all of them hold. Raises Refused
    where there is no such group: nothing is printed then."""
    if slug and group_of(slug) is None:
        raise Refused(_("There is no group %(slug)s.", slug=slug))
    sound = seen = 0
    if form == "text":
        click.echo(f"{_('links'):>6}  {_('last hash'):<64}  {_('group')}")
    for group in proving.groups(slug):
        verdict = proving.verdict(group, clock.now())
        seen, sound = seen + 1, sound + verdict.holds
        if form == "json":
            click.echo(json.dumps(as_json(verdict), ensure_ascii=False))
        else:
            for line in as_lines(verdict):
                click.echo(line)
    return sound == seen


def as_lines(verdict: proving.Verdict) -> Iterator[str]:
    """The line of a group, and beneath it what does not hold."""
    hash_of = verdict.last or "-"
    ok = _("holds") if verdict.holds else _("DOES NOT HOLD")
    yield f"{verdict.links:>6}  {hash_of:<64}  {verdict.group}: {ok}"
    for finding in verdict.findings:
        yield f"        {finding_words(finding)}"
    if verdict.more:
        yield "        " + _("And %(number)s more.", number=verdict.more)
    if verdict.erased:
        yield "        " + ngettext(
            "%(num)s entry has no name any more, because somebody was erased. The chain holds "
            "without it.",
            "%(num)s entries have no name any more, because somebody was erased. The chain holds "
            "without them.",
            verdict.erased,
        )


def as_json(verdict: proving.Verdict) -> dict:
    """One line of JSON a group."""
    return {
        "group": verdict.group,
        "links": verdict.links,
        "last_hash": verdict.last,
        "holds": verdict.holds,
        "findings": [
            {**finding._asdict(), "message": finding_words(finding)} for finding in verdict.findings
        ],
        "more_findings": verdict.more,
        "erased": verdict.erased,
    }
