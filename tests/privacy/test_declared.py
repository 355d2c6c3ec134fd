"""Every column that is declared as personal says what becomes of it, and it can."""

import pytest

import lms.models  # noqa: F401 -- every table
from lms.db import Base, Erase
from lms.people.privacy import declared
from lms.privacy import rules

OWN = {  # columns that a package's own `erasing.py` looks after; tests/privacy/test_erasing.py
    "people", "failed_sign_ins", "meeting_lists", "attestation_papers", "credentials",
    "register_links",
}  # fmt: skip
PEOPLE = (*rules.OWNERS, Erase.AUTHOR)


@pytest.mark.parametrize("column", declared(), ids=str)
def test_something_becomes_of_every_personal_column(column):
    treatment = rules.treatment(column)
    if column.table.name != "people":
        assert rules.names_a_person(column) == (treatment in PEOPLE), treatment
    if treatment == Erase.EMPTY:
        rules.emptied(column)  # or a TypeError that says so
        assert rules.has_owner(column.table), "nobody could say whose row it is"
    if treatment == Erase.SCRUB:
        assert rules.is_of_words(column)
    if treatment == Erase.UNLINK:
        assert column.nullable
    if treatment == Erase.OWN:
        assert column.table.name in OWN


def test_every_column_that_names_a_person_is_declared():
    undeclared = [
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if rules.names_a_person(column) and "personal" not in column.info
    ]
    assert undeclared == []


def test_what_names_only_a_moment_is_emptied_to_what_its_column_can_hold():
    for column in declared():
        if rules.treatment(column) == Erase.EMPTY:
            nothing = rules.emptied(column)
            assert nothing in (None, "", {}), column
