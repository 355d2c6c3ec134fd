"""What is proven of a group's presences, and what is still open: a page for who sees the group."""

from datetime import date
from typing import Any, NamedTuple

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_group, may_see_group
from lms.db import db
from lms.evidence.actions.packs import Gaps
from lms.evidence.forms.packs import PackForm
from lms.evidence.letters import words
from lms.evidence.letters.gaps import Several, closes, subject, together
from lms.evidence.models import Pack
from lms.evidence.queries import coverage as queries
from lms.evidence.queries import packs
from lms.evidence.rules.coverage import Gap, Open
from lms.evidence.views.blueprint import bp
from lms.i18n import speaking
from lms.ways import way
from lms.web import me, page, page_of, permitted

COVERAGE = "evidence/coverage.html"
PLACES = {  # where a gap is closed, if not in the register
    Gap.NO_PROOF: "evidence.paper",
    Gap.NO_SCAN: "evidence.paper",
    Gap.WAITS: "attendance.corrections",
    Gap.NOT_SEALED: "attendance.closing",
    Gap.SEAL_BROKEN: "attendance.group_chain",
}
LATEST = 5  # packs that the page shows

way(
    "group",
    _l("Evidence"),
    "evidence.coverage",
    icon="save",
    of=lambda group: {"slug": group.slug},
    may=may_see_group,
)


@bp.get("/groups/<slug>/evidence")
def coverage(slug):
    group = permitted(group_of(slug), may_see_group)
    first, last = asked_period(group)
    return shown(group, first, last)


def shown(
    group: Group, first: date, last: date, status: int = 200, form: PackForm | None = None,
    refused: Gaps | None = None,
):  # fmt: skip
    """The page; with a form that was sent, or a pack that was refused."""
    found = refused.found if refused else queries.coverage(group, first, last)
    gaps, kind = found.gaps, asked_kind()
    coordinates = coordinates_group(me(), group)
    latest = latest_packs(group) if coordinates else []
    return page(
        COVERAGE,
        status=status,
        group=group,
        first=first,
        last=last,
        found=found,
        coordinates=coordinates,
        words=words,
        kinds=counted(gaps),
        kind=kind,
        pages=page_of(together([gap for gap in gaps if kind in (None, gap.kind)])),
        where={"slug": group.slug, "from": first, "to": last},
        refused=refused,
        notice=str(refused) if refused else None,
        gap_count=len(gaps),
        mending=mending,
        form=form or PackForm(languages(), None, data=offered(first, last)),
        packs=latest,
        here_still=packs.with_bytes([pack.id for pack in latest]) if latest else set(),
    )


def asked_period(group: Group) -> tuple[date, date]:
    """`from` and `to` of the address; what is no day is the group's own."""
    first, last = queries.default_period(group, clock.today(group.zone))
    first, last = asked_day("from", first), asked_day("to", last)
    return min(first, last), max(first, last)


def asked_day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise


def asked_kind() -> Gap | None:
    text = request.args.get("gap", "")
    return Gap(text) if text in set(Gap) else None


def counted(gaps: list[Open]) -> dict[Gap, int]:
    """How many gaps of each kind there are; kinds without any are left out."""
    found = dict.fromkeys(Gap, 0)
    for gap in gaps:
        found[gap.kind] += 1
    return {kind: count for kind, count in found.items() if count}


def offered(first: date, last: date) -> dict[str, Any]:
    return {"first": first, "last": last, "language": speaking()}


def languages() -> list[str]:
    return current_app.config["LANGUAGES"]


def latest_packs(group: Group) -> list[Pack]:
    return list(db.session.scalars(packs.of_group(group).limit(LATEST)))


class Mending(NamedTuple):
    """Where a gap is closed, and how."""

    url: str
    about: str
    how: str


def mending(line: Several) -> Mending:
    """A register that is sealed changes only by a correction."""
    session, first = line.session, line.gaps[0]
    to = PLACES.get(line.kind, "attendance.register")
    if line.kind == Gap.NO_PROOF and first.proofs == ("platform",):
        to = "evidence.lists"
    values: dict[str, Any] = {"session_id": session.id}
    if line.kind == Gap.SEAL_BROKEN:
        values = {"slug": session.group.slug}
    elif line.kind in (Gap.UNMARKED, Gap.CONFLICT) and session.sealed_at:
        to = "attendance.corrections"
        if len(line.gaps) == 1 and first.who:
            to, values = "attendance.new_amendment", values | {"code": first.who.code}
    return Mending(url_for(to, **values), subject(first), closes(first))
