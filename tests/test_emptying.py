"""Every test begins with an empty database, whatever the one before has left."""

from sqlalchemy import func, select

from lms import models
from lms.db import db
from tests import cast
from tests.conftest import empty


def test_an_emptied_database_has_no_row_and_counts_from_one_again(app):
    first = cast.build().lou.id
    db.session.commit()
    db.session.remove()
    empty()
    for table in models.metadata.sorted_tables:
        assert db.session.scalar(select(func.count()).select_from(table)) == 0, table.name
    assert cast.build().lou.id == first
