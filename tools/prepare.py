"""Makes a database ready to be served: newest tables, and into an empty one content and demo.

`python -m tools.prepare HOST PORT` also looks whether the port is free, and says where to go.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import closing

from flask import Flask
from sqlalchemy import select

from lms.app import create_app
from lms.courses.models import Programme
from lms.db import db

FIRST_TIME = (("content", "import", "content"), ("demo", "load"))


def is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def steps(app: Flask) -> Iterator[tuple[str, ...]]:
    """The commands that this database still needs."""
    yield ("db", "upgrade")
    with app.app_context():
        is_empty = db.session.scalar(select(Programme.id).limit(1)) is None
    if is_empty and not app.config["PRODUCTION"]:
        yield from FIRST_TIME


def main(host: str, port: int) -> None:
    if is_taken(host, port):
        sys.exit(f"Port {port} is taken by another program. Try: make run PORT={port + 1}")
    app = create_app()
    for step in steps(app):
        done = app.test_cli_runner().invoke(args=step)
        if done.exit_code:
            sys.exit(f"`lms {' '.join(step)}` did not work:\n{done.output}\n{done.exception or ''}")
        print(f"lms {' '.join(step)}: done", flush=True)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(f"\nOpen http://{shown}:{port} in a browser. To stop: Ctrl + C.")
    if accounts := app.test_cli_runner().invoke(args=("demo", "accounts")).output:
        print(f"\nDemo accounts (all data is made up):\n{accounts}")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
