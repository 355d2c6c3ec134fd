"""Serves the platform and does its jobs: a server and a worker, which end together.

`python -m tools.serve HOST PORT` starts both. A worker that ends is started again, after pauses
that grow while it does not stay. When the server ends, or on Ctrl + C, everything ends.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

BIN = Path(sys.executable).parent
SERVER = [
    str(BIN / "granian"), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
    "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10",
    "--log-level", "warning",
]  # fmt: skip
WORKER = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
LOOK, PATIENCE = 0.2, 20.0  # seconds: between looks; for what runs to be finished
LONGEST_PAUSE, STAYED = 60.0, 60.0
PR_SET_PDEATHSIG = 1


def start(command: list[str]) -> subprocess.Popen:
    """A process in a group of its own: Ctrl + C reaches only this one, which tells the others."""
    return subprocess.Popen(command, process_group=0, preexec_fn=end_with_parent)


def end_with_parent() -> None:
    """Linux ends a process whose parent was killed; elsewhere it has to be ended by hand."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Worker:
    """A worker that is kept alive."""

    def __init__(self) -> None:
        self.pause = 1.0
        self.begin()

    def begin(self) -> None:
        self.process: subprocess.Popen | None = start(WORKER)
        self.since = time.monotonic()

    def look(self) -> None:
        if self.process is None:
            if time.monotonic() >= self.again:
                self.begin()
        elif (code := self.process.poll()) is not None:
            if time.monotonic() > self.since + STAYED:
                self.pause = 1.0
            say(f"The worker has ended ({code}). It is started again in {self.pause:.0f} s.")
            self.again = time.monotonic() + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
            self.process = None


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def end(processes: list[subprocess.Popen], asked: list[int]) -> None:
    """Asks them to end, waits (unless asked a second time), and ends what is left of them."""
    for process in processes:
        with suppress(ProcessLookupError):
            process.terminate()
    until, signals = time.monotonic() + PATIENCE, len(asked)
    while any(process.poll() is None for process in processes):
        if time.monotonic() > until or len(asked) > max(signals, 1):
            break
        time.sleep(LOOK)
    for process in processes:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main(host: str, port: str) -> int:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    os.environ.setdefault("LMS_ADDRESS", f"http://{shown}:{port}")
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: asked.append(number))
    place = ["--host", host, "--port", port]
    server = start([*SERVER, *place, "wsgi:app"])
    worker = Worker()
    while not asked and server.poll() is None:
        worker.look()
        time.sleep(LOOK)
    code = server.poll()
    end([process for process in (worker.process, server) if process], asked)
    return code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
