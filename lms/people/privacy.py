"""What is kept about people and why, read from the tables themselves: so it is always true."""

from typing import NamedTuple

from sqlalchemy import Column

from lms.db import Base


class Kept(NamedTuple):
    """One kind of data about a person, in the words of the page's language."""

    what: str
    why: str


def declared() -> list[Column]:
    """Every column that is declared as personal (lms.db.personal), table after table."""
    tables = Base.metadata.sorted_tables
    return [column for table in tables for column in table.columns if "personal" in column.info]


def kept() -> list[Kept]:
    """What the tables keep about people, each said once."""
    words = (column.info["personal"] for column in declared())
    return list(dict.fromkeys(Kept(str(said["what"]), str(said["why"])) for said in words))
