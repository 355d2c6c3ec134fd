"""Activities, who came, pairs and a plan: as a phone shows them and a desk, light and dark, in a
language that runs to the left."""

import pytest

from tests.browser.walker import DESKTOP, SMALL

PAGES = (
    "/projects/includ-eu/activities", "/activities/demo-study-visit",
    "/activities/demo-study-visit/register", "/activities/demo-study-visit/people",
    "/projects/includ-eu/pairs", "/projects/includ-eu/plans", "/plans/demo-north-plan",
    "/plans/demo-north-plan/edit", "/projects/includ-eu/activities/new",
)  # fmt: skip


@pytest.mark.parametrize(
    ("size", "language", "scheme"), [(SMALL, "ar", "light"), (DESKTOP, "en", "dark")]
)
def test_activities_pairs_and_plans_are_whole_at_every_size(walk, size, language, scheme):
    admin = walk(size, language, scheme=scheme).sign_in("admin")
    for address in PAGES:
        admin.open(address)
