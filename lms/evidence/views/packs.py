"""Packs of evidence: ask for one, watch it being built, download it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_group
from lms.errors import Refused
from lms.evidence.actions import packs as actions
from lms.evidence.forms.packs import PackForm
from lms.evidence.models import Pack, PackState
from lms.evidence.queries import packs as queries
from lms.evidence.rules import names
from lms.evidence.views.blueprint import bp
from lms.evidence.views.coverage import asked_period, languages, shown
from lms.i18n import clock as wall
from lms.i18n import day
from lms.web import go, me, page, page_of, permitted


def may_have(person, pack: Pack) -> bool:
    return coordinates_group(person, pack.group)


@bp.app_template_filter()
def pack_moment(moment: datetime, group: Group) -> Markup:
    """A moment as calendar and clock of the group's place show it."""
    there = moment.astimezone(ZoneInfo(group.zone))
    return Markup("{}{}{}").format(day(there.date()), _(", "), wall(there))


@bp.get("/groups/<slug>/packs")
def packs(slug):
    group = permitted(group_of(slug), coordinates_group)
    pages = page_of(queries.of_group(group))
    here_still = queries.with_bytes([pack.id for pack in pages.items])
    return page(
        "evidence/packs.html", group=group, pages=pages, here_still=here_still, coordinates=True
    )


@bp.post("/groups/<slug>/packs")
def ask_for_pack(slug):
    group = permitted(group_of(slug), coordinates_group)
    form = PackForm(languages())
    if not form.validate():
        return shown(group, *asked_period(group), 422, form)
    first, last, with_gaps = form.first.data, form.last.data, request.form.get("gaps") == "yes"
    try:
        pack = actions.ask(
            group, first, last, with_gaps=with_gaps, language=form.language.data, by=me(),
            now=clock.now(),
        )  # fmt: skip
    except actions.Gaps as refused:
        return shown(group, first, last, 409, form, refused)
    return go(url_for(".pack", pack_id=pack.id))


@bp.get("/packs/<int:pack_id>")
def pack(pack_id):
    found = permitted(queries.pack(pack_id), may_have)
    return page(
        "evidence/pack.html",
        "progress",
        pack=found,
        under_way=found.state in queries.UNDER_WAY,
        is_here=bool(queries.with_bytes([found.id])),
    )


@bp.get("/packs/<int:pack_id>/file")
def pack_file(pack_id):
    """The bytes, piece by piece."""
    found = permitted(queries.pack(pack_id), may_have)
    if found.state != PackState.DONE or not queries.with_bytes([found.id]):
        raise Refused(_("This file is not here any more. Make it again: it will be the same."))
    slug = names.plain(found.group.slug)
    name = f"evidence-{slug}-{found.first}-{found.last}-{found.id}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(found.size),
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "private, no-cache",
    }
    pieces = streamed(found.id, queries.numbers(found.id))
    return Response(pieces, headers=headers, mimetype="application/zip")


def streamed(pack_id: int, numbers: Iterable[int]) -> Iterator[bytes]:
    """One piece in memory at a time; nothing of the database is held while it is on its way."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def pieces() -> Iterator[bytes]:
        for number in numbers:
            with app.app_context():
                content = queries.piece(pack_id, number)
            yield content

    return pieces()
