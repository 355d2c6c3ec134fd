"""Pages that knew somebody who is erased go on, and do not name them: at once, and when their
hours were deleted."""

from datetime import date

import pytest

from lms.db import db
from lms.privacy.actions import delete_if_over, erase
from tests.attendance.amendments import sealed
from tests.attestations.samples import SERIAL, attested
from tests.cast import NOW
from tests.visitor import Visitor

PAGES = [
    "/groups/jes-a", "/groups/jes-a/attestations", "/groups/jes-a/completions",
    "/groups/jes-a/evidence", "/groups/jes-a/chain", "/groups/jes-a/calls", "/dashboard", "/people",
    "/registers", "/sessions/{session}/register", "/groups/jes-a/people", "/completions",
    "/organisations/aec-jesenice/attestations", "/groups/jes-a/people/{code}",
    "/groups/jes-a/completions", "/people/{code}/transcript",
]  # fmt: skip


@pytest.fixture(params=[True, False], ids=["wished", "did not wish"])
def attestation(request, world):
    world.lea.name, world.lea.native_name = "Leandra Holm", "ليندرا هولم"
    db.session.commit()
    sealed(world)
    return attested(world, world.lea, answers_after_erasure=request.param)


@pytest.mark.parametrize("is_deleted", [False, True], ids=["kept", "deleted"])
def test_every_page_goes_on(app, world, attestation, is_deleted):
    made = erase(world.lea, "Asked.", by=world.ema, now=NOW)
    if is_deleted:
        world.local.kept_for = "nobody"
        assert delete_if_over(made, today=date(2030, 1, 1), now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema)
    for page in PAGES:
        url = page.format(session=world.tonight.id, code=world.lea.code)
        seen = visitor.send("GET", url)
        assert seen.status_code in (200, 403, 404), f"{url}: {seen.status_code}"
        assert not any(name in seen.text for name in ("Leandra", "ليندرا")), url
    status = 200 if attestation.answers_after_erasure else 410
    public = Visitor(app).visit(f"/verify/{SERIAL}", status)
    assert "Leandra" not in public.page.text
