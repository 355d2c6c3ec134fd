"""Dates in the words of each language."""

from datetime import date

import pytest
from flask_babel import force_locale

from lms.i18n import day, language_name

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


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "sl", "Slovenian"),
        ("sl", "sl", "Slovenščina"),
        ("ar", "sl", "السلوفينية"),
        ("en", "x-1", "X-1"),
    ],
)
def test_a_language_is_called_as_our_courses_call_it(app, language, code, name):
    with app.test_request_context(), force_locale(language):
        assert language_name(code) == name
