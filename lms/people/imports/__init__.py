"""People from a file: all of them or none (the columns are in lms/tables/formats.py).

reading    what a row says
planning   what is wrong with a file, and what would change
writing    all of it at once, with its history
"""

from lms.people.imports.planning import people, refuse_without_organisation
from lms.people.imports.reading import person_code, person_of
from lms.people.imports.writing import new_organisations, note_all, organisation_ids

__all__ = [
    "new_organisations",
    "note_all",
    "organisation_ids",
    "people",
    "person_code",
    "person_of",
    "refuse_without_organisation",
]
