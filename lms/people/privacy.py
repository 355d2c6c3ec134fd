"""What is kept about people and why, read from the tables themselves: so it is always true."""

from sqlalchemy import Column

from lms.db import Base


def declared() -> list[Column]:
    """Every column that is declared as personal (lms.db.personal), a person's own record first."""
    tables = sorted(Base.metadata.sorted_tables, key=lambda table: table.name != "people")
    return [column for table in tables for column in table.columns if "personal" in column.info]


def kept() -> dict[str, list[str]]:
    """Why something is kept, and what, each said once, in the words of the page's language."""
    reasons: dict[str, list[str]] = {}
    for column in declared():
        what, why = str(column.info["personal"]["what"]), str(column.info["personal"]["why"])
        things = reasons.setdefault(why, [])
        if what not in things:
            things.append(what)
    return reasons
