"""`make run` serves and works: the worker is kept alive, and everything ends together."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.jobs.processes import environment, until

ROOT = Path(__file__).parent.parent


@pytest.fixture
def port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def served(app, port):
    command = [sys.executable, "-m", "tools.serve", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(app), stderr=subprocess.PIPE)
    try:
        until(lambda: answers(port) and family(process.pid, "work"))
        yield process
    finally:
        process.terminate()
        process.communicate()


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


def family(parent, word=""):
    """The processes below one, those with a word in their command: {number: command}."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    known, found = {parent}, {}
    for _generation in range(4):
        for pid, above, state, *args in rows:
            if int(above) in known and not state.startswith("Z"):
                known.add(int(pid))
                found[int(pid)] = " ".join(args)
    return {pid: args for pid, args in found.items() if not word or word in args.split()}


def left(processes):
    """Those of them that still run (one that nobody has asked about its end is no longer one)."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    running = {int(line.split()[0]) for line in listed.splitlines() if "Z" not in line.split()[1]}
    return running & set(processes)


def test_a_worker_that_dies_comes_back(own_app, port):
    with served(own_app, port) as process:
        (first,) = family(process.pid, "work")
        os.kill(first, signal.SIGKILL)
        until(lambda: family(process.pid, "work").keys() - {first})
        assert answers(port)
        assert b"The worker has ended (-9)" in process.stderr.readline()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_who_is_asked_to_end_ends_everything(own_app, port, asked):
    with served(own_app, port) as process:
        everyone = family(process.pid)
        process.send_signal(asked)
        assert process.wait(30) == 0
        assert len(everyone) >= 4
        until(lambda: not left(everyone), 15)


def test_when_the_server_ends_the_worker_ends(own_app, port):
    with served(own_app, port) as process:
        everyone = family(process.pid)
        server = min(everyone.keys() - family(process.pid, "work"))
        os.kill(server, signal.SIGKILL)
        assert process.wait(30) != 0
        assert len(everyone) >= 4
        until(lambda: not left(everyone), 15)
