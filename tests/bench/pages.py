"""What the bench opens, as whom, and what a good answer is."""

from typing import NamedTuple
from uuid import uuid4

from lms import clock
from tests.bench.client import Client
from tests.bench.data import PASSWORD
from tests.bench.reading import READER
from tests.bench.series import PATH, forms

PAGES = (
    "catalogue",
    "sign-in page",
    "sign in",
    "learner home",
    "lesson",
    "lesson in two languages",
    "course of 50 lessons",
    "mark lesson done",
    "register of 35",
    "save register of 35",
    "one tap in a register of 35",
    "send marks of 35",
    "coordinator dashboard",
    "group standing",
    "standing of all learners",
    "CSV export",
    "calendar month of 300",
    "publish a series of 60",
)

HTMX = {"HX-Request": "true", "HX-Target": "saved"}


class Job(NamedTuple):
    """One request, ready to be sent again and again: with the first form, the second, the first.

    Where every request must change something that the one before left, `clients` is 1.
    """

    method: str
    path: str
    cookies: dict
    forms: tuple[dict, ...] = ()
    ok: frozenset = frozenset({200})
    clients: int = 4
    sample: dict | None = None  # to count its queries, where no form can be sent twice
    headers: dict | None = None


def prepare(port: int, addresses: dict[str, str]) -> dict[str, Job]:
    """Signs everybody in and reads the forms that are sent."""
    nobody, learner, reader, trainer, coordinator, planner = (Client(port) for _ in range(6))
    reader.sign_in(READER, PASSWORD)
    learner.sign_in("learner00007@example.org", PASSWORD)
    trainer.sign_in("trainer@example.org", PASSWORD)
    coordinator.sign_in("coord@example.org", PASSWORD)
    planner.sign_in("planner@example.org", PASSWORD)
    door = nobody.form("/sign-in", "staff")
    door |= {"staff-email": "learner00008@example.org", "staff-password": PASSWORD}
    lesson, register = addresses["lesson"], addresses["register"]
    done = learner.form(lesson, "mark")
    saves, taps = registers(trainer, register), one_tap(trainer, register)
    sample, *series = forms(trainer, clock.today("Europe/Ljubljana"))
    see_other = frozenset({303})
    staff = coordinator.cookies
    group = addresses["group"]
    return {
        "catalogue": Job("GET", "/programmes", {}),
        "sign-in page": Job("GET", "/sign-in", {}),
        "sign in": Job("POST", "/sign-in/password", nobody.cookies, (door,), see_other),
        "learner home": Job("GET", "/", learner.cookies),
        "lesson": Job("GET", lesson, learner.cookies),
        "lesson in two languages": Job("GET", addresses["two languages"], reader.cookies),
        "course of 50 lessons": Job("GET", addresses["big course"], reader.cookies),
        "mark lesson done": Job("POST", f"{lesson}/done", learner.cookies, (done,), see_other),
        "register of 35": Job("GET", register, trainer.cookies),
        "save register of 35": Job("POST", register, trainer.cookies, saves, see_other, 1),
        "one tap in a register of 35": Job(
            "POST", register, trainer.cookies, taps, clients=1, headers=HTMX
        ),
        "send marks of 35": Job(
            "POST", register, trainer.cookies, sent(saves), see_other, 1, sent(saves, 1)[0]
        ),
        "coordinator dashboard": Job("GET", "/dashboard", staff),
        "group standing": Job("GET", f"/groups/{group}", staff),
        "standing of all learners": Job("GET", "/standing", staff),
        "CSV export": Job("GET", f"/groups/{group}/standing.csv", staff),
        "calendar month of 300": Job("GET", f"/timetable?on={addresses['month']}", planner.cookies),
        "publish a series of 60": Job(
            "POST", PATH, trainer.cookies, tuple(series), see_other, 1, sample
        ),
    }


def sent(saves: tuple[dict, dict], times: int = 200) -> tuple[dict, ...]:
    """The same, as a script sends them: each mark with a new key, which the server notes."""
    made: list[dict] = []
    for form in saves * times:
        people = [name.removeprefix("was-") for name in form if name.startswith("was-")]
        keys = {f"key-{person}": str(uuid4()) for person in people}
        made.append(form | keys | {f"at-{person}": "0" for person in people} | {"clock": "0"})
    return tuple(made)


def registers(trainer: Client, path: str) -> tuple[dict, dict]:
    """Two ways to send the register, each changing all 35 lines that the other left."""
    marked = {}
    for mark in ("present", "absent", "present"):
        form = trainer.form(path, "register")
        people = [name.removeprefix("was-") for name in form if name.startswith("was-")]
        marked[mark] = form | {f"mark-{person}": mark for person in people}
        answer = trainer.send("POST", path, marked[mark])
        if answer.status != 303:
            raise RuntimeError(f"saving {path}: {answer.status}")
    return marked["absent"], marked["present"]


def one_tap(trainer: Client, path: str) -> tuple[dict, dict]:
    """All were present; one is absent, and present again: the form as htmx sends it at a tap."""
    trainer.send("POST", path, trainer.form(path, "register") | {"do": "all"})
    made = []
    for mark in ("absent", "present"):
        form = trainer.form(path, "register")
        person = next(name for name in form if name.startswith("was-")).removeprefix("was-")
        made.append(form | {f"mark-{person}": mark})
        answer = trainer.send("POST", path, made[-1], also=HTMX)
        if answer.status != 200:
            raise RuntimeError(f"a tap in {path}: {answer.status}")
    return made[0], made[1]
