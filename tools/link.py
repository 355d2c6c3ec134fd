"""Puts the project itself and its `lms` command into the virtual environment, without a build."""

import sys
import sysconfig
from pathlib import Path

root = Path(__file__).parent.parent.resolve()
(Path(sysconfig.get_path("purelib")) / "inclusion_lms.pth").write_text(f"{root}\n")
command = Path(sysconfig.get_path("scripts")) / "lms"
command.write_text(f"#!{sys.executable}\nfrom lms.app import main\n\nmain()\n")
command.chmod(0o755)
