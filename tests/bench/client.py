"""A browser without eyes: keeps its connection and its cookies, and counts time and bytes."""

import http.client
import re
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple
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

    def send(self, method: str, path: str, form: dict | None = None, plain=False) -> Answer:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers["Accept-Encoding"] = "identity" if plain else "br, gzip"
        body = None
        if form is not None:
            body = urlencode(form)
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


def measure(port: int, cookies: dict, method: str, path: str, form: dict | None, ok: set[int],
            seconds: float) -> Measure:  # fmt: skip
    """One client for `seconds`, then four clients for as long."""
    client = Client(port)
    client.cookies = dict(cookies)
    for _ in range(5):
        check(client.send(method, path, form), ok, path)
    times, end = [], time.perf_counter() + seconds
    while len(times) < 20 or time.perf_counter() < end:
        answer = check(client.send(method, path, form), ok, path)
        times.append(answer.seconds * 1000)
    with ProcessPoolExecutor(4) as pool:
        job = (port, cookies, method, path, form, seconds)
        counts = list(pool.map(count, [job] * 4))
    rates = sum(counts) / seconds
    return Measure(
        statistics.median(times), sorted(times)[int(len(times) * 0.95)], rates, len(answer.body)
    )


def count(job: tuple) -> int:
    """How many answers one client of several gets in its time."""
    port, cookies, method, path, form, seconds = job
    client = Client(port)
    client.cookies = dict(cookies)
    done, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        client.send(method, path, form)
        done += 1
    return done


def check(answer: Answer, ok: set[int], path: str) -> Answer:
    if answer.status not in ok:
        raise RuntimeError(f"{path}: {answer.status} {answer.body[:300]!r}")
    return answer
