"""200 learners answer a quiz at once, on two processes: no answer is lost, none is refused; what
saving one costs beside a bare page on the same server, asked for by as many at once."""

import re
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import func, select

from lms import clock
from lms.app import create_app
from lms.assessments.actions import start
from lms.assessments.models import Response
from lms.courses.actions.questions import put_question
from lms.courses.models import (
    Assessment,
    Course,
    Enrolment,
    Module,
    Programme,
    ProgrammeCourse,
    State,
)
from lms.db import db
from lms.people.models import Organisation, Person
from lms.questions import plain_quiz, read_quiz
from tests.bench.client import Client
from tests.bench.crowd import databases
from tests.bench.server import serving
from tests.questions import samples

PEOPLE, QUESTIONS = 200, 5
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Answered(NamedTuple):
    """How one database took it. Milliseconds of saving an answer, and of the bare page."""

    where: str
    kept: int
    errors: list[str]
    p50: float
    p95: float
    bare: float
    seconds: float

    @property
    def is_exact(self) -> bool:
        return self.kept == PEOPLE * QUESTIONS and not self.errors


def run() -> list[Answered]:
    with tempfile.TemporaryDirectory(prefix="lms-answering-") as folder:
        return [measured(where, url, folder) for where, url in databases(Path(folder))]


def measured(where: str, url: str, folder: str) -> Answered:
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=folder)
    with app.app_context():
        upgrade()
        people = build(app)
        db.session.commit()
        with serving("tests.bench.bare:app", url) as port:
            bare, failed, _seconds = at_once(port, people, asked)
        if failed:
            raise RuntimeError(f"the bare page: {failed[0]}")
        with serving("wsgi:app", url) as port:
            times, errors, seconds = at_once(port, people, answered)
        kept = db.session.scalar(select(func.count()).select_from(Response)) or 0
        db.session.remove()
        db.engine.dispose()
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return Answered(where, kept, errors, cuts[9], cuts[18], statistics.median(bare), seconds)


def build(app) -> list[tuple[str, int]]:
    """A quiz, and for each learner a cookie and an attempt."""
    home = Organisation(slug="quiz", name="Quiz")
    course = Course(slug="quiz", title={"en": "Quiz"}, language="en")
    module = Module(course=course, slug="01-quiz", title={"en": "Quiz"})
    programme = Programme(
        slug="quiz", title={"en": "Quiz"}, track="migrant", organisation=home, rules={},
        required_units=4, unit_minutes=45,
    )  # fmt: skip
    programme.courses.append(ProgrammeCourse(course=course, position=0, units=4))
    plain = [samples.CHOICE | {"key": f"k{n}"} for n in range(QUESTIONS)]
    quiz, inline, _problems = read_quiz({"questions": plain}, "en", "quiz")
    test = Assessment(
        module=module, slug="quiz", kind="quiz", title={"en": "Q"}, content=plain_quiz(quiz)
    )
    people = [Person(code=f"Q{n:03}", name=f"Q{n:03}", organisation=home) for n in range(PEOPLE)]
    db.session.add_all([programme, test, *people])
    now = clock.now()
    for person in people:
        about = {"programme": programme, "state": State.ACTIVE, "since": now}
        db.session.add(Enrolment(person=person, **about))
    for question in inline:
        put_question(course, question, home=test, by=None, now=now)
    db.session.flush()
    sign = app.session_interface.get_signing_serializer(app)
    return [
        (
            sign.dumps({"_user_id": one.get_id(), "door": "card", "seen": int(now.timestamp())}),
            start(test, one, now=now).id,
        )
        for one in people
    ]


def at_once(port, people, work) -> tuple[list[float], list[str], float]:
    """Everybody at once, each with a connection of their own."""
    gate, times, errors = threading.Barrier(len(people) + 1), [], []

    def one(cookie: str, attempt: int) -> None:
        client = Client(port)
        client.cookies["lms"] = cookie
        gate.wait()
        try:
            work(client, attempt, times)
        except Exception as error:
            errors.append(repr(error)[:300])
        finally:
            client.connection.close()  # the server waits for who is still there

    threads = [threading.Thread(target=one, args=about) for about in people]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return times, errors, time.perf_counter() - began


def asked(client: Client, _attempt: int, times: list[float]) -> None:
    for _time in range(QUESTIONS):
        times.append(client.send("GET", "/").seconds * 1000)


def answered(client: Client, attempt: int, times: list[float]) -> None:
    """The first question is opened, then each is answered as a script of the page does it."""
    page = client.send("GET", f"/attempts/{attempt}/questions/1", plain=True).body.decode()
    token = TOKEN.findall(page)[-1]
    for place in range(1, QUESTIONS + 1):
        start_ = f"p{place}-"
        form = {"csrf_token": token, f"{start_}option": "1", f"{start_}turn": "1"}
        form[f"{start_}token"] = f"{attempt}-{place}"
        url = f"/attempts/{attempt}/questions/{place}"
        answer = client.send("POST", url, form, also={"Accept": "application/json"})
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {answer.body[:200]!r}")
        times.append(answer.seconds * 1000)


def show(results: list[Answered]) -> None:
    print(f"\n{PEOPLE} learners answer {QUESTIONS} questions at once, on two processes")
    print(
        f"{'':14}{'exact':>8}{'kept':>7}{'errors':>8}{'p50 ms':>9}{'p95 ms':>9}{'bare ms':>9}"
        f"{'ratio':>8}{'seconds':>9}"
    )
    for one in results:
        ratio = one.p50 / one.bare
        print(
            f"{one.where:14}{'yes' if one.is_exact else 'NO':>8}{one.kept:7}{len(one.errors):8}"
            f"{one.p50:9.0f}{one.p95:9.0f}{one.bare:9.0f}{ratio:8.1f}{one.seconds:9.1f}"
        )
        for error in sorted(set(one.errors))[:5]:
            print(f"{one.where}: {error}")


if __name__ == "__main__":
    show(run())
