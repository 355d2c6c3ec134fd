"""What who learns has: their own attestations."""

from flask_babel import lazy_gettext as _l

from lms.attestations import queries
from lms.attestations.views.blueprint import bp
from lms.ways import way
from lms.web import me, page, page_of


@bp.get("/attestations")
def mine():
    return page("attestations/mine.html", pages=page_of(queries.of_person(me()), 20))


def nothing(_person):
    return {}


way("account", _l("My attestations"), "attestations.mine", icon="seal", of=nothing,
    may=lambda person, _thing: not person.is_staff)  # fmt: skip
way("completion", _l("My attestations"), "attestations.mine", icon="seal", of=nothing,
    may=lambda person, completion: person.id == completion.person_id)  # fmt: skip
