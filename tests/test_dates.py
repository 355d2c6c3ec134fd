"""Dates in the words of each language."""

from datetime import date

import pytest
from flask_babel import force_locale

from lms.i18n import day

SPRING = date(2022, 3, 24)


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("en", "long", "24 March 2022"),
        ("en", "named", "Thu 24 Mar"),
        ("sl", "full", "četrtek, 24. marec 2022"),
        ("sl", "long", "24. 3. 2022"),
        ("sl", "named", "čet., 24. 3."),
        ("sl", "d MMMM", "24. 3. 2022"),
        ("sl", "weekday", "četrtek"),
        ("ar", "long", "24 مارس 2022"),
    ],
)
def test_a_date_is_written_so_that_it_fits_into_a_sentence(app, language, form, words):
    with app.test_request_context(), force_locale(language):
        assert day(SPRING, form).replace("\N{NO-BREAK SPACE}", " ") == words
