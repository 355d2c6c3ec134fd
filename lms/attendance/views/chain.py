"""The chain of a group on screen: its links, and, when somebody asks, whether it holds."""

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attendance.queries import proving
from lms.attendance.queries import seals as queries
from lms.attendance.views.blueprint import bp
from lms.attendance.words import finding_words
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_group, may_see_group
from lms.ways import way
from lms.web import me, page, page_of, permitted

way(
    "group", _l("Seals"), "attendance.group_chain", icon="key",
    of=lambda group: {"slug": group.slug}, may=may_see_group, rank=61,
)  # fmt: skip
bp.add_app_template_filter(finding_words, "finding_words")


@bp.app_template_filter()
def in_group(moment, group):
    """A moment as the clock on the wall of a group shows it."""
    return moment.astimezone(ZoneInfo(group.zone))


@bp.get("/groups/<slug>/chain")
def group_chain(slug):
    """One page of links: it costs the same however long the chain is."""
    return shown(permitted(group_of(slug), may_see_group))


@bp.post("/groups/<slug>/chain")
def check_chain(slug):
    """Reads the whole chain, a few links at a time, and answers with the verdict. Changes nothing;
    it is asked for by a button, because it takes longer the longer the chain is."""
    group = permitted(group_of(slug), may_see_group)
    return shown(group, proving.verdict(group, clock.now()))


def shown(group: Group, verdict: proving.Verdict | None = None):
    return page(
        "attendance/chain.html",
        "verdict",
        group=group,
        coordinates=coordinates_group(me(), group),
        verdict=verdict,
        found=page_of(queries.chain_of(group.id)),
    )
