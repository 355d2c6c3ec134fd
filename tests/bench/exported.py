"""`python -m tests.bench.exported PATH EMAIL PASSWORD`: asks for a file and throws it away while it
comes; prints its lines, the seconds it took, and the most memory this process has had (MB)."""

import os
import sys
import time

from lms.app import create_app
from tests.bench.packs import most_memory


def main() -> None:
    path, email, password = sys.argv[1:]
    app = create_app(
        SQLALCHEMY_DATABASE_URI=os.environ["LMS_DATABASE_URL"], SECRET_KEY="bench",
        WTF_CSRF_ENABLED=False,
    )  # fmt: skip
    client = app.test_client()
    client.post("/sign-in/password", data={"staff-email": email, "staff-password": password})
    begun, lines = time.perf_counter(), 0
    answer = client.get(path, buffered=False)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    for chunk in answer.iter_encoded():
        lines += chunk.count(b"\n")
    print(lines, f"{time.perf_counter() - begun:.2f}", f"{most_memory():.1f}")


if __name__ == "__main__":
    main()
