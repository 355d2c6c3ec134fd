"""How the attestations of an organisation look: tried in a preview, saved as a version."""

import base64
from typing import Any

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typst import TypstError
from werkzeug.wrappers import Response as Answer

from lms import clock, files, stores
from lms.addresses import opened, sealed
from lms.attestations import queries
from lms.attestations.actions import papers, templates
from lms.attestations.forms.design import DesignForm, design_form
from lms.attestations.letters.sample import sample
from lms.attestations.models import Template
from lms.attestations.queries.templates import sample_programme
from lms.attestations.rules import coordinates_issuer
from lms.attestations.rules.pictures import broken
from lms.attestations.views.blueprint import bp
from lms.courses.models import Programme
from lms.courses.rules import coordinates_programme
from lms.db import db
from lms.people.models import Organisation
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

TEMPLATE = "attestations/design.html"
SEAL = "attestation picture"
PICTURES = ("logo", "signature")


def of_issuer(programme):
    return {"slug": programme.organisation.slug}


way("settings", _l("How attestations look"), "attestations.design", icon="seal", of=of_issuer,
    may=coordinates_programme)  # fmt: skip


def languages() -> list[str]:
    return current_app.config["LANGUAGES"]


def current(organisation: Organisation) -> Template:
    return queries.template(organisation.id) or templates.plain(organisation)


@bp.get("/organisations/<slug>/attestations/design")
def design(slug):
    organisation = permitted(queries.organisation(slug), coordinates_issuer)
    template = current(organisation)
    return shown(organisation, template, design_form(languages(), template), template)


def shown(
    organisation: Organisation, template: Template, form: DesignForm, tried: Template | None,
    status: int = 200,
) -> Answer:  # fmt: skip
    """The page; `tried`: what the preview shows, none where it cannot be shown."""
    drawn = preview_of(organisation, tried) if tried else None
    return page(
        TEMPLATE, "preview", status=status, organisation=organisation, now_kept=template,
        form=form, drawn=drawn, versions=page_of(queries.versions(organisation.id), 20),
        kept={name: kept(form, name) for name in PICTURES},
    )  # fmt: skip


def preview_of(organisation: Organisation, template: Template) -> str:
    """The picture of a made-up attestation, as an address that holds it."""
    programme = sample_programme(organisation.id)
    made = sample(organisation, programme, now=clock.now())
    asked = papers.Asked(made, template, programme or Programme(), template.languages)
    content = papers.preview(asked, bytes_of)
    return "data:image/png;base64," + base64.b64encode(content).decode()


def bytes_of(file_id: str) -> bytes:
    """A picture that a template has, or that was sent just now and has no row yet."""
    return stores.current().get(file_id)


@bp.post("/organisations/<slug>/attestations/design")
def save_design(slug):
    """Shows a preview, or saves. What was typed and sent is kept in both."""
    organisation = permitted(queries.organisation(slug), coordinates_issuer)
    template, form = current(organisation), design_form(languages())
    is_fine = form.validate()
    keep_sent(form)
    if not is_fine:
        return shown(organisation, template, form, None, 422)
    tried = tried_out(organisation, template, form)
    try:
        preview_of(organisation, tried)
    except (TypstError, stores.Lost):
        for name in form.pictures or PICTURES:
            form[name].errors, form[f"{name}_kept"].data = [broken()], ""
        return shown(organisation, template, form, None, 422)
    if request.form.get("do") != "save":
        return shown(organisation, template, form, tried)
    values = form.values() | {f"{name}_id": row_of(form, template, name) for name in PICTURES}
    made = templates.save(organisation, values, by=me(), now=clock.now())
    say(_("Saved. From now on attestations look like this.") if made
        else _("Nothing was different, so nothing was changed."))  # fmt: skip
    return go(url_for(".design", slug=slug))


def keep_sent(form: DesignForm) -> None:
    """Pictures that came with this form go into the store, and their names into the form."""
    for name, picture in form.pictures.items():
        said = [files.put(picture.content), picture.media_type, len(picture.content)]
        form[f"{name}_kept"].data = sealed(said, SEAL)


def kept(form: DesignForm, name: str) -> list[Any] | None:
    """The picture that was sent with this form or with the one before: name, kind, size."""
    return opened(form[f"{name}_kept"].data or "", SEAL)


def picture_id(form: DesignForm, template: Template, name: str) -> str | None:
    if form[f"no_{name}"].data and name not in form.pictures:
        return None
    sent = kept(form, name)
    return sent[0] if sent else getattr(template, f"{name}_id")


def row_of(form: DesignForm, template: Template, name: str) -> str | None:
    """The same, with its row in the database."""
    found, sent = picture_id(form, template, name), kept(form, name)
    if found and sent and found == sent[0]:
        files.row_of(found, sent[2], sent[1], now=clock.now())
    return found


def tried_out(organisation: Organisation, template: Template, form: DesignForm) -> Template:
    """What would be saved, without saving it."""
    pictures = {f"{name}_id": picture_id(form, template, name) for name in PICTURES}
    return Template(organisation_id=organisation.id, version=0, **form.values(), **pictures)


@bp.get("/organisations/<slug>/attestations/design/<any(logo, signature):picture>")
def design_picture(slug, picture):
    """A picture of the newest version."""
    organisation = permitted(queries.organisation(slug), coordinates_issuer)
    file_id = getattr(current(organisation), f"{picture}_id") or abort(404)
    file = db.session.get_one(files.File, file_id)
    response = Response(files.content_of(file_id), mimetype=file.kind)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
