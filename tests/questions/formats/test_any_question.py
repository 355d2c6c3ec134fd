"""Whatever a question says, what was exported as text imports back the same, or it is told."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from lms.questions import plain, read
from lms.questions.formats import READERS, WRITERS
from tests.questions.any_question import banks

FORMS = ("gift", "csv", "xlsx")


@pytest.fixture(autouse=True)
def words(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("form", FORMS)
# no looking for a smaller example: that takes minutes with questions of this size
@settings(
    max_examples=15, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(bank=banks)
def test_what_was_exported_imports_back_the_same(form, bank):
    made = WRITERS[form]("Any bank", bank, None, "en")
    dropped = {note.item for note in made.dropped}
    expected = [plain(one) for one in bank if one.key not in dropped]
    if not expected:
        return
    outcome = READERS["csv" if form == "xlsx" else form](made.content, "en")
    assert [note.reason for note in (*outcome.changed, *outcome.dropped)] == []
    assert [plain(read(one.plain, "en")[0]) for one in outcome.questions] == expected
