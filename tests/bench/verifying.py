"""Checking attestations: the public page of one among a thousand, found, revoked and not found,
and a badge that a stranger sends, against a bare page.

`python -m tests.bench.verifying [--seconds N]`
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import insert

from lms.app import create_app
from lms.attestations.actions.keys import make
from lms.attestations.actions.signing import sign
from lms.attestations.models import Attestation
from lms.attestations.queries.trust import trust
from lms.completion.record import digest
from lms.credentials.verdict import verify
from lms.db import db
from tests import cast
from tests.attestations.facts import FACTS
from tests.attestations.samples import SERIAL, attested
from tests.bench import report
from tests.bench.client import Measure, measure
from tests.bench.pages import Job
from tests.bench.server import serving

SLOWEST = 2.0  # times the bare page
OTHERS = 1_000
BARE = Job("GET", "/", {})
PAGES = {
    "attestation": f"/verify/{SERIAL}",
    "attestation in Arabic": f"/verify/{SERIAL}",
    "revoked attestation": "/verify/00000000000000R0",
    "form to check one": "/verify",
}


class Figures(NamedTuple):
    bare: Measure
    found: dict[str, Measure]
    queries: dict[str, int]
    badge: float  # seconds for a signed badge, from its bytes to the verdict
    signing: float


def run(file: Path, seconds: float) -> Figures:
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=file.parent)
    with app.app_context():
        upgrade()
        signing, badge = build()
    found, queries = {}, {}
    with serving("tests.bench.bare:app", url) as port:
        bare = measure(port, BARE, seconds)
    with serving("wsgi:app", url) as port:
        for name, address in PAGES.items():
            headers = {"Accept-Language": "ar"} if "Arabic" in name else None
            job = Job("GET", address, {}, headers=headers)
            found[name] = measure(port, job, seconds)
            queries[name] = report.count_queries(app, job)
    with serving("tests.bench.bare:app", url) as port:
        again = measure(port, BARE, seconds)
    return Figures(min(bare, again, key=lambda one: one.p50), found, queries, badge, signing)


def build() -> tuple[float, float]:
    """One attestation, a revoked one, and a thousand beside them; how long signing the first took,
    and checking it."""
    world = cast.build()
    made = attested(world)
    make(now=cast.NOW)
    sign(attested(world, world.lou, "00000000000000S0", index=8), by=world.ema, now=cast.NOW)
    start = time.perf_counter()
    signed = sign(made, by=world.ema, now=cast.NOW)
    signing = time.perf_counter() - start
    same = {
        column.key: getattr(made, column.key)
        for column in Attestation.__table__.columns
        if column.key != "id"
    }
    facts = {"facts": FACTS, "digest": digest(FACTS, made.holder, made.holder_native)}
    others = [
        same | facts | {"serial": f"{n:015d}R", "status_index": n + 100, "revoked_at": cast.NOW}
        for n in range(OTHERS)
    ]
    others[0]["serial"] = "00000000000000R0"
    db.session.execute(insert(Attestation), others)
    db.session.commit()
    start = time.perf_counter()
    verdict = verify(signed.document.encode(), now=cast.NOW, trust=trust())
    taken = time.perf_counter() - start
    if not verdict.valid:
        raise RuntimeError(json.dumps(verdict.as_dict()))
    return signing, taken


def show(figures: Figures) -> None:
    print(f"\n{'checking':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'req/s':>8}{'x bare':>8}")
    for name, one in {"bare page": figures.bare, **figures.found}.items():
        queries, ratio = figures.queries.get(name, 1), one.p50 / figures.bare.p50
        print(f"{name:<28}{queries:>8}{one.p50:>9.2f}{one.p95:>9.2f}{one.rps:>8.0f}{ratio:>8.1f}")
        if ratio > SLOWEST:
            print(f"  - {name}: {ratio:.1f} times the bare page, the aim is {SLOWEST:.0f}")
    print(f"signing a badge: {figures.signing * 1000:.0f} ms, checking it: "
          f"{figures.badge * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    with tempfile.TemporaryDirectory(prefix="lms-verifying-") as folder:
        show(run(Path(folder) / "verifying.db", parser.parse_args().seconds))
