"""A browser without eyes: keeps its connection and its cookies, and counts time and bytes."""

import http.client
import itertools
import re
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import urlencode


class Answer(NamedTuple):
    status: int
    body: bytes
    seconds: float


class Measure(NamedTuple):
    """Milliseconds at one client, requests a second at four, bytes of one answer."""

    p50: float
    p95: float
    rps: float
    size: int


class Client:
    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(
        self,
        method: str,
        path: str,
        form: dict | None = None,
        plain=False,
        also: dict | None = None,
    ) -> Answer:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers["Accept-Encoding"] = "identity" if plain else "br, gzip"
        headers |= also or {}
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - start
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(response.status, content, seconds)

    def form(self, path: str, form_id: str) -> dict[str, str]:
        """The fields of a form as a browser would send them untouched (radios: the checked one)."""
        html = self.send("GET", path, plain=True).body.decode()
        form = re.search(rf'<form[^>]*\bid="{form_id}".*?</form>', html, re.S)
        if not form:
            raise LookupError(f"no form {form_id} on {path}")
        fields: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]*>", form.group()):
            known = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            kind = known.get("type", "text")
            if "name" in known and (kind not in ("radio", "checkbox") or " checked" in tag):
                fields[known["name"]] = known.get("value", "")
        return fields

    def sign_in(self, email: str, password: str) -> Answer:
        form = self.form("/sign-in", "staff")
        form |= {"staff-email": email, "staff-password": password}
        answer = self.send("POST", "/sign-in/password", form)
        if answer.status != 303:
            raise RuntimeError(f"sign-in of {email}: {answer.status}")
        return answer


def measure(port: int, job: Any, seconds: float) -> Measure:
    """One client for `seconds`, then the job's number of clients for as long."""
    client = Client(port)
    forms = itertools.cycle(job.forms or (None,))
    for _ in range(6):
        do(client, job, next(forms))
    times, end = [], time.perf_counter() + seconds
    while len(times) < 20 or time.perf_counter() < end:
        answer = do(client, job, next(forms))
        times.append(answer.seconds * 1000)
    rate = rate_of_many(port, job, seconds) if job.clients > 1 else 1000 / statistics.mean(times)
    late = sorted(times)[int(len(times) * 0.95)]
    return Measure(statistics.median(times), late, rate, len(answer.body))


def rate_of_many(port: int, job: Any, seconds: float) -> float:
    """Answers a second, of several clients at once."""
    with ProcessPoolExecutor(job.clients) as pool:
        counts = pool.map(count, [(port, job, seconds)] * job.clients)
        return sum(counts) / seconds


def count(task: tuple) -> int:
    """How many answers one client of several gets in its time."""
    port, job, seconds = task
    client = Client(port)
    forms = itertools.cycle(job.forms or (None,))
    done, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        do(client, job, next(forms))
        done += 1
    return done


def do(client: Client, job: Any, form: dict | None) -> Answer:
    """Sends the job as whoever it was prepared for; anything but a good answer ends the bench."""
    client.cookies = dict(job.cookies)
    answer = client.send(job.method, job.path, form, also=job.headers)
    if answer.status not in job.ok:
        raise RuntimeError(f"{job.path}: {answer.status} {answer.body[:300]!r}")
    return answer
