"""What these tests share: the cities, a post office, and a worker."""

import pytest

from lms.db import db
from lms.jobs.work import work_off
from tests.cast import NOW
from tests.coursework.samples import cities as built
from tests.post import open_office


@pytest.fixture
def cities(world):
    return built(world)


@pytest.fixture
def post(app):
    """A post office that the installation sends its mail to."""
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, MAIL_TIMEOUT=2, ADDRESS="https://ura.example")
        app.config.update(MAIL_FROM="Ura <noreply@ura.example>")
        yield office


@pytest.fixture
def work():
    """The jobs that are due are done, as a worker does them: `work(now)`."""

    def done(now=NOW):
        db.session.commit()
        work_off(now=now)
        db.session.expire_all()

    return done
