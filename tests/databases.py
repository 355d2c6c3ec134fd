"""Databases for the tests: SQLite files, or on the server that LMS_TEST_DATABASE_URL names."""

import os

from sqlalchemy import create_engine, make_url, text


def fresh(name, folder):
    """The address of an empty database that nobody else uses."""
    server = os.environ.get("LMS_TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{folder}/{name}.db"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
