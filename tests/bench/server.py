"""Starts the platform as `make run` would, on a database of its own; and the bare page."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GRANIAN = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-log"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(target: str, database_url: str):
    """The port on which `target` answers, with the options of `make run`."""
    port = free_port()
    granian = str(Path(sys.executable).parent / "granian")
    command = [granian, *GRANIAN, "--host", "127.0.0.1", "--port", str(port), target]
    environment = os.environ | {"LMS_DATABASE_URL": database_url, "LMS_SECRET_KEY": "bench"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(900):  # a busy machine takes its time
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
