"""Makes the virtual environment, also where Python came without ensurepip."""

import subprocess
import sys
import venv
from pathlib import Path

where = Path(sys.argv[1])
if sys.version_info < (3, 11):  # noqa: UP036 - any Python may start this file
    sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ...")
try:
    venv.create(where, with_pip=True, clear=False)
except (subprocess.CalledProcessError, ImportError):
    venv.create(where, with_pip=False, clear=False)
    pip = [sys.executable, "-m", "pip", "--python", str(where / "bin" / "python")]
    subprocess.run([*pip, "install", "-q", "pip"], check=True)
